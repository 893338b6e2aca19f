import type { Module } from "./module.js";
import type { Timers } from "./timers.js";

/** What the module needs of a server. */
export interface DrainGateHost {
  sessions(): readonly { readonly anonymous: boolean }[];
  readonly timers: Pick<Timers, "after" | "every">;
}

/** Options of `drainGate`. */
export interface DrainGateOptions {
  /** How many bound sessions may be left. Default: 0. */
  readonly untilSessions?: number | undefined;
  /** How often they are counted, in ms. Default: 1,000. */
  readonly pollMs?: number | undefined;
  /** How long it waits at most, in ms; the drain's own `withinMs` holds as well. Default: as long as that. */
  readonly withinMs?: number | undefined;
}

/**
 * Makes a module that holds a drain up, before clients are told to move, until few enough sessions are left: players may
 * end their match. `server.addModule("gate", drainGate(server, { withinMs: 600_000 }))`. Nobody new gets in meanwhile.
 * `server.close()` doesn't wait for it.
 */
export function drainGate(server: DrainGateHost, options: DrainGateOptions = {}): Module {
  const { untilSessions = 0, pollMs = 1_000, withinMs = Number.POSITIVE_INFINITY } = options;
  const isOpen = (): boolean => server.sessions().filter(({ anonymous }) => !anonymous).length <= untilSessions;
  return {
    beforeShutdown: (signal) => {
      if (signal.aborted || isOpen()) return undefined;
      return new Promise<void>((resolve) => {
        const over = (): void => {
          for (const stop of stops) stop();
          signal.removeEventListener("abort", over);
          resolve();
        };
        const stops = [server.timers.every(pollMs, () => isOpen() && over())];
        if (Number.isFinite(withinMs)) stops.push(server.timers.after(withinMs, over));
        signal.addEventListener("abort", over, { once: true });
      });
    },
  };
}
