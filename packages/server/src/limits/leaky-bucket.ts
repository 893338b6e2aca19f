import type { Limiter } from "./limiter.js";

/** Memory for it is taken when it is first used, and for each message that may pass. */
export const MAX_REMEMBERED = 10_000;

/**
 * Pitaya's "leaky bucket", which is a list of the last `limit` times that something passed: the next one may if there are
 * fewer, or if the oldest of them lies `perUs` back. In no span of that length more than `limit` pass.
 */
export class LeakyBucket implements Limiter {
  readonly #limit: number;
  readonly #perUs: number;
  #passed: Float64Array | undefined;
  #count = 0;
  /** Where the oldest stands. */
  #oldest = 0;

  constructor(limit: number, perUs: number) {
    this.#limit = limit;
    this.#perUs = perUs;
  }

  take(atUs: number): number {
    this.#passed ??= new Float64Array(this.#limit);
    const passed = this.#passed;
    if (this.#count < this.#limit) {
      passed[this.#count++] = atUs;
      return 0;
    }
    const wait = (passed[this.#oldest] ?? 0) + this.#perUs - atUs;
    if (wait > 0) return wait;
    passed[this.#oldest] = atUs;
    this.#oldest = (this.#oldest + 1) % this.#limit;
    return 0;
  }
}
