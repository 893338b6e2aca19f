import type { Clock } from "@volley/protocol/internal";

interface Sample {
  readonly rttMs: number;
  readonly offsetMs: number;
}

/** How many samples count: enough to meet a quiet moment, few enough to follow a drifting clock. */
const SAMPLES = 8;

/**
 * Estimates the server's time. As in NTP, the sample with the shortest round trip wins: its halves differ least.
 * Offsets are to the wall clock, since monotonic clocks stand still while some machines sleep.
 */
export class ServerClock {
  readonly #clock: Clock;
  #samples: readonly Sample[] = [];
  #rttMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The latest round trip in ms. */
  get rttMs(): number | undefined {
    return this.#rttMs;
  }

  /** Tells the server's time in ms since 1970; the machine's own as long as nothing else is known. */
  now(): number {
    const best = this.#samples.reduce((a, b) => (b.rttMs < a.rttMs ? b : a), this.#samples[0] ?? NONE);
    return this.#clock.now() + best.offsetMs;
  }

  /** Starts over with what a welcome says, which is late by an unknown time: any ping knows better. */
  restart(serverNow: number): void {
    this.#samples = [{ rttMs: Number.POSITIVE_INFINITY, offsetMs: serverNow - this.#clock.now() }];
  }

  /** Takes what a pong says, assuming that both ways took equally long. */
  sample(serverNow: number, rttMs: number): void {
    this.#rttMs = rttMs;
    this.#samples = [...this.#samples, { rttMs, offsetMs: serverNow + rttMs / 2 - this.#clock.now() }].slice(-SAMPLES);
  }
}

const NONE: Sample = { rttMs: 0, offsetMs: 0 };
