import type { Cancel, Clock } from "./clock.js";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** What a manual clock starts with. */
export interface ManualClockOptions {
  /** Its first time in ms since 1970. Default: 2026-01-01. */
  readonly startedAt?: number | undefined;
  /** Lets everything happen that is ready to, before time goes on. Default: promise callbacks. */
  readonly settle?: (() => Promise<void>) | undefined;
}

/** A clock that stands still until it is moved: for tests. */
export class ManualClock implements Clock {
  readonly #startedAt: number;
  readonly #settle: () => Promise<void>;
  readonly #timers = new Set<Timer>();
  #elapsed = 0;

  constructor(options: ManualClockOptions = {}) {
    this.#startedAt = options.startedAt ?? Date.UTC(2026, 0, 1);
    this.#settle = options.settle ?? settleMicrotasks;
  }

  now(): number {
    return this.#startedAt + this.#elapsed;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  after(delayMs: number, run: () => void): Cancel {
    const timer: Timer = { at: this.#elapsed + Math.max(0, delayMs), run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many calls are scheduled. */
  get pending(): number {
    return this.#timers.size;
  }

  /**
   * Moves time forward and runs what falls due, in order. Between two timers everything settles, so that what the
   * first one started is ahead of the second.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    for (let timer = this.#nextBefore(until); timer !== undefined; timer = this.#nextBefore(until)) {
      this.#timers.delete(timer);
      this.#elapsed = Math.max(this.#elapsed, timer.at);
      timer.run();
      await this.#settle();
    }
    this.#elapsed = until;
    await this.#settle();
  }

  #nextBefore(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.at <= until && (next === undefined || timer.at < next.at)) next = timer;
    }
    return next;
  }
}

/** Lets every promise callback run that is ready, and those that they make ready. */
async function settleMicrotasks(): Promise<void> {
  for (let round = 0; round < 20; round++) await Promise.resolve();
}
