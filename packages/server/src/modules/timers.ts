import type { Cancel, Clock } from "@volley/protocol/internal";
import type { Tasks } from "../base/tasks.js";

/** Timers that end with their server, on its clock. What a callback throws is logged. All return their undo. */
export class Timers {
  readonly #clock: Clock;
  readonly #tasks: Tasks;
  readonly #running = new Set<Cancel>();
  #closed = false;

  constructor(clock: Clock, tasks: Tasks) {
    this.#clock = clock;
    this.#tasks = tasks;
  }

  /** Calls `run` once after `delayMs`. */
  after(delayMs: number, run: () => unknown): Cancel {
    return this.times(1, delayMs, run);
  }

  /** Calls `run` every `periodMs`, the first time after one period. */
  every(periodMs: number, run: () => unknown): Cancel {
    return this.times(Number.POSITIVE_INFINITY, periodMs, run);
  }

  /** Calls `run` every `periodMs`, `count` times. */
  times(count: number, periodMs: number, run: () => unknown): Cancel {
    let left = count;
    return this.#repeat(periodMs, () => {
      this.#tasks.run("a timer", run);
      return --left > 0;
    });
  }

  /** Looks every `periodMs` whether `condition` holds, and calls `run` each time it does. */
  when(condition: () => boolean, periodMs: number, run: () => unknown): Cancel {
    return this.#repeat(periodMs, () => {
      this.#tasks.run("a timer's condition", () => {
        if (condition()) this.#tasks.run("a timer", run);
      });
      return true;
    });
  }

  /** Ends all of them; later ones never start. */
  close(): void {
    this.#closed = true;
    for (const cancel of this.#running) cancel();
  }

  #repeat(periodMs: number, step: () => boolean): Cancel {
    let stopTimer: Cancel = () => {};
    const cancel = (): void => {
      stopTimer();
      this.#running.delete(cancel);
    };
    // Each period starts where the last one should have ended: a late timer doesn't make all others later.
    let due = this.#clock.monotonic() + periodMs;
    const arm = (): void => {
      stopTimer = this.#clock.after(Math.max(0, due - this.#clock.monotonic()), () => {
        due += periodMs;
        if (!step()) cancel();
        else if (this.#running.has(cancel)) arm();
      });
    };
    if (this.#closed) return cancel;
    this.#running.add(cancel);
    arm();
    return cancel;
  }
}
