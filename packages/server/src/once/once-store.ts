import type { OnceAnswer, OnceClaim, OnceRecord } from "./once-record.js";

/** How a request wants to be claimed. */
export interface ClaimOptions {
  /** How long the claim is remembered, in ms. */
  readonly ttlMs: number;
  /**
   * For a request that was sent before: the memory's name before the first time. With another name now a record may be
   * missing because it was lost.
   */
  readonly memory?: string | undefined;
}

/**
 * What became of a claim. "claimed": it may run now. "taken": there is a record. "forgotten": there is none, and that
 * doesn't mean that it never ran.
 */
export type Claimed = "claimed" | "taken" | "forgotten";

/** The port that remembers which `once` requests ran, and their answers. All methods reject with `UNAVAILABLE`. */
export interface OnceStore {
  /** Names this memory as last seen: after a loss it gets another name, here or at the latest when somebody claims. */
  readonly memory: string;
  /** Claims a request, unless there is a record. Who gets a rejection doesn't know whether it was claimed. */
  claim(key: string, claim: OnceClaim, options: ClaimOptions): Promise<Claimed>;
  /** Tells what is remembered; what can't be read counts as unknown. */
  read(key: string): Promise<OnceRecord | undefined>;
  /**
   * Keeps the answer of a run; undefined: it is too large. False if the run was given up meanwhile. May be repeated
   * after a rejection.
   */
  finish(key: string, claim: OnceClaim, answer: OnceAnswer | undefined, ttlMs: number): Promise<boolean>;
  /** Gives a run up whose node is dead; one that ended meanwhile stays as it is. */
  giveUp(key: string, claim: OnceClaim, ttlMs: number): Promise<void>;
}
