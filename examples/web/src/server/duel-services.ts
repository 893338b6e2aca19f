import { randomBytes, randomInt } from "node:crypto";
import { byKey, type Server, VolleyError } from "@volley/server";
import type { z } from "zod";
import type { Duel } from "../contract.js";
import type { Random } from "../rules/bag.js";
import type { ChatLine } from "../store/chat-store.js";
import type { Stores } from "../store/stores.js";
import type { duelSession } from "./duel-session.js";
import { guestName } from "./guest-name.js";
import { createLobby } from "./lobby.js";
import { createLobbyBoard } from "./lobby-board.js";
import { createLobbyKeeper } from "./lobby-keeper.js";
import { createLobbyService } from "./lobby-service.js";
import { createSweeper } from "./sweeper.js";
import { tellTableNews } from "./table-news.js";
import { createTableService } from "./table-service.js";
import { createTables } from "./tables.js";
import { createTvService } from "./tv-service.js";
import { usersOf } from "./users-of.js";
import { createWatcherCount } from "./watcher-count.js";

/** A Volley server of the game. */
export type DuelNode = Server<Duel, z.infer<typeof duelSession>>;

/** What the game is made with. */
export interface DuelParts {
  readonly stores: Stores;
  /** Tells if a word of capital letters counts. */
  readonly isWord: (word: string) => boolean;
  /** Shuffles the bag. Left out: a source that nobody can guess, for who could would know the other's rack. */
  readonly random?: Random | undefined;
}

/** How often this node looks what is due, in ms. */
const sweepMs = 1_000;
/** How often it looks after the lobby, in ms. */
const tidyMs = 5_000;

/** Registers the game on a Volley server: its services, and what has to be done without anybody's request. */
export function registerDuel(server: DuelNode, { stores, isWord, random = secureRandom }: DuelParts): void {
  const { tables: store, chat, versions } = stores;
  const inLobby = server.group("lobby");
  const board = createLobbyBoard({
    store,
    versions,
    guests: async () => (await usersOf(inLobby)).map((uid) => ({ uid, name: guestName(uid) })),
    show: (view) => inLobby.push("lobby.changed", view),
  });
  const watchers = createWatcherCount(server, versions);
  const tellTable = tellTableNews(server);
  const tables = createTables({
    store,
    isWord,
    random,
    tell: async (table, events) => {
      const turned = events.some(({ type }) => type === "turn");
      await Promise.all([
        tellTable(table, events),
        board.announce(),
        // Now and then anew: who watched through a node that was killed is gone, and nobody could say so.
        turned && watchers.announce(table.id),
      ]);
    },
    onUntold: report,
  });
  const lobby = createLobby({ store, tables, newId: () => randomBytes(9).toString("base64url") });
  // A line is said when it is stored. If it can't be told now, it is in the chat of whoever looks next: an error would
  // make the guest say it twice.
  const tellLine = (line: ChatLine) => inLobby.push("lobby.said", line).catch(report);
  const tellTableLine = (table: string, line: ChatLine) =>
    server.group("table:{id}", { id: table }).push("table.said", { table, line }).then(nothing, report);
  server.service("lobby", createLobbyService({ server, lobby, board, chat, tellLine, onError: report }));
  server.service("table", createTableService({ tables, chat, watchers, tellLine: tellTableLine }));
  server.service("tv", createTvService({ tables, watchers }));

  const sweeper = createSweeper({ store, tables, onError: report });
  const keeper = createLobbyKeeper({ store, lobby, board, online: (uid) => server.online(uid) });
  server.addModule("stores", { init: () => stores.open(), shutdown: () => stores.close() });
  server.addModule("sweeper", {
    afterInit: () => {
      server.timers.every(sweepMs, () => sweeper.sweep());
      server.timers.every(tidyMs, () => keeper.tidy().catch(report));
    },
  });
}

/** Sends the requests of a table to the same backend while it lives: the moves of a game don't race each other then. */
export function routeDuel(server: DuelNode): void {
  server.routing(
    "table",
    byKey(({ table }) => table),
  );
}

function nothing(): void {}

/** What can't be reached was said when it was lost. */
function report(reason: unknown): void {
  if (!VolleyError.is(reason, "UNAVAILABLE")) console.error(reason);
}

function secureRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
