import { randomBytes, randomInt } from "node:crypto";
import type { Server } from "@volley/server";
import type { Duel } from "../contract.js";
import type { Random } from "../rules/bag.js";
import type { ChatLine, ChatStore } from "./chat-store.js";
import { guestName } from "./guest-name.js";
import { createLobby } from "./lobby.js";
import { createLobbyBoard } from "./lobby-board.js";
import { createLobbyService } from "./lobby-service.js";
import { createMemoryChatStore } from "./memory-chat-store.js";
import { tellTableNews } from "./table-news.js";
import { createTableService } from "./table-service.js";
import type { TableStore } from "./table-store.js";
import { createTables, type Tables } from "./tables.js";
import { createTvService } from "./tv-service.js";
import { usersOf } from "./users-of.js";
import { createWatcherCount } from "./watcher-count.js";

/** What the game is made with. */
export interface DuelParts {
  readonly store: TableStore;
  /** Keeps what is said in the lobby and at the tables. Left out: in memory. */
  readonly chat?: ChatStore | undefined;
  /** Tells if a word of capital letters counts. */
  readonly isWord: (word: string) => boolean;
  /** Shuffles the bag. Left out: a source that nobody can guess, for who could would know the other's rack. */
  readonly random?: Random | undefined;
}

/** Registers the game's services on a Volley server. Returns the tables, whose deadlines someone must watch. */
export function registerDuel(server: Server<Duel>, parts: DuelParts): Tables {
  const { store, isWord, chat = createMemoryChatStore(), random = secureRandom } = parts;
  const firstVersion = Date.now();
  const inLobby = server.group("lobby");
  const board = createLobbyBoard({
    store,
    firstVersion,
    guests: async () => (await usersOf(inLobby)).map((uid) => ({ uid, name: guestName(uid) })),
    show: (view) => inLobby.push("lobby.changed", view),
  });
  const tellTable = tellTableNews(server);
  const tables = createTables({
    store,
    isWord,
    random,
    tell: async (table, events) => {
      await tellTable(table, events);
      await board.announce();
    },
  });
  const lobby = createLobby({ store, tables, newId: () => randomBytes(9).toString("base64url") });
  const watchers = createWatcherCount(server, firstVersion);
  const tellLine = (line: ChatLine) => inLobby.push("lobby.said", line);
  server.service("lobby", createLobbyService({ lobby, board, chat, tellLine }));
  server.service("table", createTableService({ server, tables, chat, watchers }));
  server.service("tv", createTvService({ tables, watchers }));
  return tables;
}

function secureRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
