import type { Cancel, Clock } from "./clock.js";

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until it is moved: for tests. */
export class ManualClock implements Clock {
  readonly #startedAt: number;
  readonly #timers = new Set<Timer>();
  #elapsed = 0;

  /** Starts at `startedAt`, in ms since 1970. Default: 2026-01-01. */
  constructor(startedAt = Date.UTC(2026, 0, 1)) {
    this.#startedAt = startedAt;
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
   * Moves time forward and runs what falls due, in order. Promise callbacks run between two timers, so that code
   * awaiting the first is ahead of the second.
   */
  async advance(ms: number): Promise<void> {
    const until = this.#elapsed + ms;
    for (let timer = this.#nextBefore(until); timer !== undefined; timer = this.#nextBefore(until)) {
      this.#timers.delete(timer);
      this.#elapsed = Math.max(this.#elapsed, timer.at);
      timer.run();
      await settleMicrotasks();
    }
    this.#elapsed = until;
    await settleMicrotasks();
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
