import { randomBytes, randomInt } from "node:crypto";
import type { Server } from "@volley/server";
import type { Duel } from "../contract.js";
import type { Random } from "../rules/bag.js";
import { createLobby } from "./lobby.js";
import { createLobbyService } from "./lobby-service.js";
import { tellTableNews } from "./table-news.js";
import { createTableService } from "./table-service.js";
import type { TableStore } from "./table-store.js";
import { createTables, type Tables } from "./tables.js";

/** What the game is made with. */
export interface DuelParts {
  readonly store: TableStore;
  /** Tells if a word of capital letters counts. */
  readonly isWord: (word: string) => boolean;
  /** Shuffles the bag. Left out: a source that nobody can guess, for who could would know the other's rack. */
  readonly random?: Random | undefined;
}

/** Registers the services "lobby" and "table" on a Volley server. Returns the tables, whose deadlines someone must watch. */
export function registerDuel(server: Server<Duel>, { store, isWord, random = secureRandom }: DuelParts): Tables {
  const tables = createTables({ store, isWord, random, tell: tellTableNews(server) });
  const lobby = createLobby({ store, tables, newId: () => randomBytes(9).toString("base64url") });
  server.service("lobby", createLobbyService(lobby));
  server.service("table", createTableService(tables));
  return tables;
}

function secureRandom(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
