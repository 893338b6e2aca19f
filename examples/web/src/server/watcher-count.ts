import type { Server } from "@volley/server";
import type { Duel } from "../contract.js";
import type { VersionSource } from "../store/version-source.js";
import { usersOf } from "./users-of.js";

/** How many watch a table; of two counts, the one with the higher `version` is newer. */
export interface Watchers {
  readonly version: number;
  readonly count: number;
}

/** Counts who watches the tables. */
export interface WatcherCount {
  of(table: string): Promise<Watchers>;
  /** Tells a table's players and watchers how many watch. */
  announce(table: string): Promise<void>;
}

/** Makes the count. */
export function createWatcherCount(server: Server<Duel>, versions: VersionSource): WatcherCount {
  async function of(id: string): Promise<Watchers> {
    // The version comes first: what is counted after it includes all that was announced with a lower one.
    const version = await versions.next();
    const { length: count } = await usersOf(server.group("tv:{id}", { id }));
    return { version, count };
  }

  return {
    of,
    async announce(id) {
      const news = { table: id, watchers: await of(id) };
      await server.group("table:{id}", { id }).push("table.watchers", news);
      await server.group("tv:{id}", { id }).push("table.watchers", news);
    },
  };
}
