import type { Payload } from "../payloads.js";

/** Pushes at a pace, so that all peers have the same to do. */
export interface PacedPushes {
  readonly type: "push";
  readonly to: "groups" | "kept" | "users";
  /** Groups, or users, 0 to n - 1: in each tick every one of them gets `burst` pushes. */
  readonly targets: number;
  readonly burst: number;
  readonly payload: Payload;
  /** From one tick to the next. */
  readonly everyMs: number;
  readonly ticks: number;
}

/** Calls of another node, a number of them at once. */
export interface Calls {
  readonly type: "call";
  readonly total: number;
  readonly atOnce: number;
}

/** What the driver asks of a server process; each is answered once, when it is done. */
export type Command =
  | { readonly type: "usage" }
  /** Collects garbage first. */
  | { readonly type: "memory" }
  | { readonly type: "knows"; readonly others: number }
  | PacedPushes
  | Calls;

/** What it has used since its start. */
export interface Usage {
  readonly cpuUs: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly handled: number;
  /** Latencies of calls, in ms. */
  readonly latenciesMs?: readonly number[] | undefined;
}
