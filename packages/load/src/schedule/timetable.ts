import type { Cancel, Clock } from "@volley/protocol/internal";

/** What happens when. */
export interface TimetableParts {
  readonly clock: Clock;
  /** Tells when number `n` (from 0, never earlier than the one before) is due, in ms from the start. */
  readonly dueMs: (n: number) => number;
  /** What is due from here on, in ms from the start, doesn't happen. */
  readonly endMs: number;
  /** Called for each, at its time or as soon after it as this process can; `at` is its time on the monotonic clock. */
  readonly run: (n: number, at: number) => void;
}

/**
 * Runs things at times that were set beforehand. Nothing that happens meanwhile moves them: what was missed is made up at
 * once, and still carries the time when it should have been.
 */
export class Timetable {
  readonly #parts: TimetableParts;
  #startedAt = 0;
  #next = 0;
  #isStopped = false;
  #cancel: Cancel = () => {};

  constructor(parts: TimetableParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#startedAt = this.#parts.clock.monotonic();
    this.#turn();
  }

  /** Runs what is due until now, and stops: the last timer may be later than the end. */
  finish(): void {
    this.#cancel();
    if (!this.#isStopped) this.#turn();
    this.stop();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }

  #turn(): void {
    const { clock, dueMs, endMs, run } = this.#parts;
    // Read once: what falls due meanwhile waits, so that answers are read in between.
    const now = clock.monotonic() - this.#startedAt;
    let due = dueMs(this.#next);
    for (; due <= now && due < endMs && !this.#isStopped; due = dueMs(this.#next))
      run(this.#next++, this.#startedAt + due);
    if (due < endMs && !this.#isStopped) this.#cancel = clock.after(due - now, () => this.#turn());
  }
}
