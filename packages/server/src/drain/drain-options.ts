import { systemError } from "@volley/protocol/internal";

/** Options of `server.drain`. */
export interface DrainOptions {
  /** How long clients, handlers and jobs have, behind `waitMs`, until what is left is cut off, in ms. Default: 60,000. */
  readonly withinMs?: number | undefined;
  /**
   * How long everything goes on as before, in ms, so that load balancers can notice that this node isn't ready any
   * more. Default: 5,000.
   */
  readonly waitMs?: number | undefined;
  /** How many clients are moved per second; more if they would not all be gone in time. Default: 200. */
  readonly perSecond?: number | undefined;
  /** Closes at once when it aborts, as a second `drain()` does. */
  readonly signal?: AbortSignal | undefined;
}

/** How a drain went. */
export interface DrainReport {
  /** Sessions that go on on other nodes: their clients moved when they were asked to. */
  readonly moved: number;
  /** Clients that were told `going-away`: they come back by themselves. */
  readonly ended: number;
  /** Messages, calls and jobs that were still under way at the end, and were cut off. */
  readonly unfinished: number;
  readonly tookMs: number;
}

/** The options with their defaults. */
export interface AllDrainOptions {
  readonly withinMs: number;
  readonly waitMs: number;
  readonly perSecond: number;
  readonly signal: AbortSignal | undefined;
}

/** Fills in the defaults. Throws `BAD_REQUEST` for times that are none. */
export function readDrainOptions(options: DrainOptions): AllDrainOptions {
  const { withinMs = 60_000, waitMs = 5_000, perSecond = 200, signal } = options;
  if (!(withinMs >= 0 && waitMs >= 0 && perSecond > 0)) {
    throw systemError("BAD_REQUEST", "drain: withinMs and waitMs are times in ms, and perSecond is more than 0");
  }
  return { withinMs, waitMs, perSecond, signal };
}
