import type { Rule } from "./rule.js";

/** What a store says of something that wants to pass. */
export interface Taken {
  readonly allowed: boolean;
  /** How many could pass now, behind it. */
  readonly remaining: number;
  /** How many microseconds until it may; 0 if it passed. */
  readonly retryAfterUs: number;
}

/** Counts for all nodes that share it, by one clock: what it lets pass is exact. */
export interface LimitStore {
  /** Takes `cost` of the allowance of a key, or nothing. Rejects with `UNAVAILABLE`. */
  take(key: string, rule: Rule, cost?: number): Promise<Taken>;
}
