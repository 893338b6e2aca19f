import type { Cancel, Clock } from "@volley/protocol/internal";
import { handled } from "./handled.js";

/** What a heartbeat does, and how often. */
export interface HeartbeatOptions {
  readonly clock: Clock;
  /** From the end of one beat to the next, in ms. */
  readonly periodMs: number;
  /** The same after a beat that rejected. */
  readonly retryMs: number;
  readonly beat: () => Promise<void>;
}

/** Repeats a piece of work, one at a time, and sooner when asked to. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #status: "idle" | "started" | "stopped" = "idle";
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #cancel: Cancel = () => {};

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Starts the repetition, the first beat after one period. */
  start(): void {
    if (this.#status !== "idle") return;
    this.#status = "started";
    this.#arm(this.#options.periodMs);
  }

  /**
   * Beats now, or once more after the beat under way. Settles as a beat does that began after this call; resolves if
   * it was stopped.
   */
  now(): Promise<void> {
    if (this.#status === "stopped") return Promise.resolve();
    if (this.#next !== undefined) return this.#next;
    if (this.#running === undefined) return this.#begin();
    const begin = (): Promise<void> => this.#begin();
    this.#next = handled(this.#running.then(begin, begin));
    return this.#next;
  }

  /** Beats now if it has been started: nothing happens before that. A failure is repeated as ever. */
  soon(): void {
    if (this.#status === "started") void handled(this.now());
  }

  /** Ends it; resolves when the beat under way is over. */
  async stop(): Promise<void> {
    this.#status = "stopped";
    this.#cancel();
    await this.#running?.catch(() => {});
  }

  #begin(): Promise<void> {
    this.#next = undefined;
    this.#cancel();
    if (this.#status === "stopped") return Promise.resolve();
    this.#running = handled(this.#beat());
    return this.#running;
  }

  async #beat(): Promise<void> {
    let delayMs = this.#options.retryMs;
    try {
      await this.#options.beat();
      delayMs = this.#options.periodMs;
    } finally {
      this.#running = undefined;
      this.#arm(delayMs);
    }
  }

  #arm(delayMs: number): void {
    if (this.#status !== "started" || this.#next !== undefined) return;
    this.#cancel = this.#options.clock.after(delayMs, () => void handled(this.now()));
  }
}
