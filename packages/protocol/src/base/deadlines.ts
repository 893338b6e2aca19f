import type { Cancel, Clock } from "./clock.js";

interface Entry {
  readonly at: number;
  readonly run: () => void;
}

/**
 * Runs many time-outs with few timers: entries of one duration expire in the order they were added, so each
 * duration needs one timer, for its oldest entry. Adding and cancelling cost a `Set` operation each, which matters
 * because nearly every entry is cancelled: a reply normally beats its deadline.
 */
export class Deadlines {
  readonly #clock: Clock;
  readonly #lanes = new Map<number, Lane>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `run` after `durationMs` unless the returned function is called first. */
  add(durationMs: number, run: () => void): Cancel {
    let lane = this.#lanes.get(durationMs);
    if (lane === undefined) {
      const created = new Lane(this.#clock, durationMs, () => this.#lanes.delete(durationMs));
      this.#lanes.set(durationMs, created);
      lane = created;
    }
    return lane.add(run);
  }

  /** Forgets every entry and ends every timer. */
  clear(): void {
    for (const lane of this.#lanes.values()) lane.clear();
    this.#lanes.clear();
  }
}

/** All entries of one duration. */
class Lane {
  readonly #clock: Clock;
  readonly #durationMs: number;
  readonly #onIdle: () => void;
  readonly #entries = new Set<Entry>();
  #stopTimer: Cancel | undefined;

  constructor(clock: Clock, durationMs: number, onIdle: () => void) {
    this.#clock = clock;
    this.#durationMs = durationMs;
    this.#onIdle = onIdle;
  }

  add(run: () => void): Cancel {
    const entry: Entry = { at: this.#clock.monotonic() + this.#durationMs, run };
    this.#entries.add(entry);
    if (this.#stopTimer === undefined) this.#arm(this.#durationMs);
    // The timer is left armed: when it fires it looks for the oldest entry that is still there.
    return () => void this.#entries.delete(entry);
  }

  clear(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#entries.clear();
  }

  #arm(delayMs: number): void {
    this.#stopTimer = this.#clock.after(delayMs, () => this.#expire());
  }

  #expire(): void {
    const now = this.#clock.monotonic();
    for (const entry of this.#entries) {
      if (entry.at > now) {
        this.#arm(entry.at - now);
        return;
      }
      this.#entries.delete(entry);
      entry.run();
    }
    this.#stopTimer = undefined;
    this.#onIdle();
  }
}
