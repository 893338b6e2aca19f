import type { Clock } from "@volley/protocol/internal";
import type { HandshakeRate } from "./edge-options.js";

/** The most whose rate is remembered at once. Beyond, the one that was heard of first is forgotten. */
const MAX_KEYS = 10_000;

/**
 * Counts against a rate, exactly, by GCRA: of each key it remembers one time, at which it has nothing on its account.
 * Whoever has many addresses costs no more memory than `MAX_KEYS` of them, and is held by what counts all together.
 */
export class HandshakeRateLimit {
  readonly #clock: Clock;
  readonly #perHandshakeMs: number;
  readonly #toleranceMs: number;
  readonly #emptyAt = new Map<string, number>();

  constructor({ rate, perMs, burst = rate }: HandshakeRate, clock: Clock) {
    this.#clock = clock;
    this.#perHandshakeMs = perMs / rate;
    this.#toleranceMs = (Math.max(1, burst) - 1) * this.#perHandshakeMs;
  }

  /** How many keys are remembered. */
  get size(): number {
    return this.#emptyAt.size;
  }

  /** Counts one and returns 0; or counts nothing, and returns in how many ms there is room for one. */
  take(key: string): number {
    const now = this.#clock.monotonic();
    const emptyAt = Math.max(this.#emptyAt.get(key) ?? now, now);
    const waitMs = emptyAt - now - this.#toleranceMs;
    if (waitMs > 0) return Math.ceil(waitMs);
    // Behind all others: the one in front is the one that was heard of first.
    this.#emptyAt.delete(key);
    if (this.#emptyAt.size >= MAX_KEYS) this.#forget(now);
    this.#emptyAt.set(key, emptyAt + this.#perHandshakeMs);
    return 0;
  }

  /** Makes room: of those in front, who have nothing on their account; and one in any case. */
  #forget(now: number): void {
    let looked = 0;
    for (const [key, emptyAt] of this.#emptyAt) {
      if (looked > 0 && (emptyAt > now || looked > 100)) return;
      this.#emptyAt.delete(key);
      looked++;
    }
  }
}
