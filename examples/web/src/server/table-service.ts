import type { ErrorsFor } from "@volley/protocol";
import type { ServiceMethods, Session } from "@volley/server";
import type { Duel } from "../contract.js";
import type { TableEvent } from "../rules/table-action.js";
import { seatOf } from "../rules/table-state.js";
import { viewFor } from "../rules/view.js";
import type { Acted, Tables } from "./tables.js";

type Refused = Extract<Acted, { ok: false }>["refusal"];

/** Makes the handlers of the service "table". */
export function createTableService(tables: Tables): ServiceMethods<Duel, "table", Session<Duel>> {
  async function gameAt(id: string, now: number) {
    const table = await tables.look(id, now);
    if (table?.state.phase !== "playing" && table?.state.phase !== "over") return undefined;
    return { version: table.version, state: table.state };
  }

  return {
    look: async ({ input: { table }, session, errors, now }) => {
      const known = await gameAt(table, now());
      if (known === undefined) throw errors.NO_SUCH_TABLE();
      const seat = seatOf(known.state, session.uid);
      if (seat === undefined) throw errors.NOT_SEATED();
      // Joins first, then reads: a change in between comes as a push too, and the versions tell which is newer.
      await session.join("table:{id}", { id: table });
      const { version, state } = (await gameAt(table, now())) ?? known;
      return { table, version, seat, ...viewFor(state, session.uid) };
    },
    play: async ({ input: { table, word }, session, errors, now }) => {
      const acted = await tables.act(table, { type: "play", uid: session.uid, word }, now());
      if (!acted.ok) throw wordError(acted.refusal, errors);
      return { score: scoreOf(acted.events) };
    },
    pass: async ({ input: { table }, session, errors, now }) => {
      const acted = await tables.act(table, { type: "pass", uid: session.uid }, now());
      if (!acted.ok) throw moveError(acted.refusal, errors);
    },
  };
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
  switch (refusal.code) {
    case "NO_SUCH_TABLE":
    case "NOT_SEATED":
    case "NOT_YOUR_TURN":
    case "GAME_OVER":
      return errors[refusal.code]();
    default:
      return new Error(`The rules refused a move with ${refusal.code}.`);
  }
}
