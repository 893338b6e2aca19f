import type { Server } from "@volley/server";
import type { Duel } from "../contract.js";
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

/** Makes the count. `firstVersion` has to be higher than what a process before this one came to. */
export function createWatcherCount(server: Server<Duel>, firstVersion: number): WatcherCount {
  let version = firstVersion;
  let last: Promise<unknown> = Promise.resolve();

  /** One after another: what is counted later has a higher version. */
  function of(id: string): Promise<Watchers> {
    const counted = last.then(async () => {
      const { length } = await usersOf(server.group("tv:{id}", { id }));
      version += 1;
      return { version, count: length };
    });
    last = counted.catch(() => undefined);
    return counted;
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
