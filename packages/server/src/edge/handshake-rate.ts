import type { Clock } from "@volley/protocol/internal";
import { AgedMap } from "../base/aged-map.js";
import { Gcra } from "../limits/gcra.js";
import { microsecondsOf } from "../limits/limiter.js";
import type { Rule } from "../limits/rule.js";

/** The most whose rate is remembered at once. */
const MAX_KEYS = 10_000;
/** How many of those that owe nothing any more are forgotten when one comes. */
const FORGOTTEN_AT_ONCE = 100;

/**
 * Counts handshakes by key against a rate. Whoever has many addresses costs no more memory than `MAX_KEYS` of them, and
 * is held by what counts all together.
 */
export class HandshakeRateLimit {
  readonly #rule: Rule;
  readonly #clock: Clock;
  readonly #allowances = new AgedMap<string, Gcra>(MAX_KEYS);

  constructor(rule: Rule, clock: Clock) {
    this.#rule = rule;
    this.#clock = clock;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#allowances.size;
  }

  /** Counts one and returns 0; or counts nothing, and returns in how many ms there is room for one. */
  take(key: string): number {
    const now = microsecondsOf(this.#clock);
    const allowance = this.#allowances.get(key) ?? new Gcra(this.#rule);
    const waitUs = allowance.take(now);
    if (waitUs > 0) return Math.ceil(waitUs / 1_000);
    this.#allowances.forgetOldest(FORGOTTEN_AT_ONCE, (each) => each.isIdle(now));
    this.#allowances.set(key, allowance);
    return 0;
  }
}
