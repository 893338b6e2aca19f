import type { Clock } from "@volley/protocol/internal";
import type { Rule } from "../limits/rule.js";

/** The longest that a client is told to stay away, in ms. */
const MAX_WAIT_MS = 30_000;

/**
 * Tells refused clients when to come back: one after another, as fast as they can be taken, so that those who were
 * lost together don't come back together.
 */
export class ReturnTimes {
  readonly #clock: Clock;
  readonly #apartMs: number;
  #last = Number.NEGATIVE_INFINITY;

  constructor({ rate, perUs }: Rule, clock: Clock) {
    this.#clock = clock;
    this.#apartMs = perUs / 1_000 / rate;
  }

  /** In how many ms the next one may come: at least 1. */
  next(): number {
    const now = this.#clock.monotonic();
    const at = Math.max(this.#last, now) + this.#apartMs;
    // From the front again: whoever waits that long finds others gone.
    this.#last = at - now > MAX_WAIT_MS ? now + this.#apartMs : at;
    return Math.max(1, Math.ceil(this.#last - now));
  }
}
