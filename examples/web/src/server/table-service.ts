import type { ErrorsFor } from "@volley/protocol";
import type { ServiceMethods } from "@volley/server";
import type { Duel } from "../contract.js";
import type { TableEvent } from "../rules/table-action.js";
import { seatOf } from "../rules/table-state.js";
import { viewFor } from "../rules/view.js";
import type { ChatLine, ChatStore } from "../store/chat-store.js";
import type { DuelSession } from "./duel-session.js";
import { type Acted, gameAt, type Tables } from "./tables.js";
import type { WatcherCount } from "./watcher-count.js";

type Refused = Extract<Acted, { ok: false }>["refusal"];

/** Makes the handlers of the service "table". */
export function createTableService(parts: {
  readonly tables: Tables;
  readonly chat: ChatStore;
  readonly watchers: WatcherCount;
  readonly tellLine: (table: string, line: ChatLine) => Promise<void>;
}): ServiceMethods<Duel, "table", DuelSession> {
  const { tables, chat, watchers, tellLine } = parts;

  /** Finds the game, and the seat of one of its players. */
  async function seatAt(id: string, uid: string, errors: ErrorsFor<Duel, "table.look">) {
    const known = await gameAt(tables, id);
    if (known === undefined) throw errors.NO_SUCH_TABLE();
    const seat = seatOf(known.state, uid);
    if (seat === undefined) throw errors.NOT_SEATED();
    return { ...known, seat };
  }

  return {
    look: async ({ input: { table }, session, errors }) => {
      const { seat, ...known } = await seatAt(table, session.uid, errors);
      // Joins first, then reads: a change in between comes as a push too, and the versions tell which is newer.
      await session.join("table:{id}", { id: table });
      const { version, state } = (await gameAt(tables, table)) ?? known;
      const around = { chat: await chat.recent(roomOf(table)), watchers: await watchers.of(table) };
      return { table, version, seat, ...viewFor(state, session.uid), ...around };
    },
    play: async ({ input: { table, word }, session, errors }) => {
      const acted = await tables.act(table, { type: "play", uid: session.uid, word });
      if (!acted.ok) throw wordError(acted.refusal, errors);
      return { score: scoreOf(acted.events) };
    },
    pass: async ({ input: { table }, session, errors }) => {
      const acted = await tables.act(table, { type: "pass", uid: session.uid });
      if (!acted.ok) throw moveError(acted.refusal, errors);
    },
    resign: async ({ input: { table }, session, errors }) => {
      const acted = await tables.act(table, { type: "resign", uid: session.uid });
      if (!acted.ok) throw gameError(acted.refusal, errors);
    },
    offerDraw: async ({ input: { table }, session, errors }) => {
      const acted = await tables.act(table, { type: "offerDraw", uid: session.uid });
      if (acted.ok) return;
      throw acted.refusal.code === "DRAW_OFFERED" ? errors.DRAW_OFFERED() : gameError(acted.refusal, errors);
    },
    acceptDraw: async ({ input: { table }, session, errors }) => {
      const acted = await tables.act(table, { type: "acceptDraw", uid: session.uid });
      if (acted.ok) return;
      throw acted.refusal.code === "NO_DRAW_OFFER" ? errors.NO_DRAW_OFFER() : gameError(acted.refusal, errors);
    },
    say: async ({ input: { table, text }, session: { uid }, errors, now }) => {
      const { seat, state } = await seatAt(table, uid, errors);
      const line = await chat.append(roomOf(table), { uid, name: state.seats[seat].name, text, at: now() });
      await tellLine(table, line);
    },
  };
}

/** Names a table's room in the chat store. */
function roomOf(table: string): string {
  return `table:${table}`;
}

function scoreOf(events: readonly TableEvent[]): number {
  const scores = events.map((event) => (event.type === "turn" && event.turn.kind === "word" ? event.turn.score : 0));
  return Math.max(0, ...scores);
}

function wordError(refusal: Refused, errors: ErrorsFor<Duel, "table.play">): Error {
  switch (refusal.code) {
    case "NOT_A_WORD":
      return errors.NOT_A_WORD({ word: refusal.word });
    case "NOT_ON_RACK":
      return errors.NOT_ON_RACK({ letters: refusal.letters });
    default:
      return moveError(refusal, errors);
  }
}

function moveError(refusal: Refused, errors: ErrorsFor<Duel, "table.pass">): Error {
  return refusal.code === "NOT_YOUR_TURN" ? errors.NOT_YOUR_TURN() : gameError(refusal, errors);
}

function gameError(refusal: Refused, errors: ErrorsFor<Duel, "table.resign">): Error {
  switch (refusal.code) {
    case "NO_SUCH_TABLE":
    case "NOT_SEATED":
    case "GAME_OVER":
      return errors[refusal.code]();
    default:
      return new Error(`The rules refused a move with ${refusal.code}.`);
  }
}
