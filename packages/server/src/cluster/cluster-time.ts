import type { Clock } from "@volley/protocol/internal";

/**
 * The time that all nodes share, in ms since 1970: what deadlines that travel between nodes are written in. It may
 * step back a little. In one process a `Clock` is one.
 */
export interface ClusterTime {
  now(): number;
}

/** An answer to "what time is it?". */
export interface TimeSample {
  /** When it was asked and answered, on the own monotonic clock. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** What the answer said, in ms since 1970. */
  readonly time: number;
}

/** How far the shared time is from the own monotonic clock, and by how much that may be wrong, in ms. */
export interface Offset {
  readonly offset: number;
  readonly error: number;
  /** When that was so, on the monotonic clock. */
  readonly at: number;
}

/** By how much two clocks drift apart: quartz is good for 50 in a million. */
const DRIFT = 1e-4;

/**
 * Tells which offset to go by after a sample: the one that is surer now, as an answer that came fast says more than a
 * slow one. A sample that can't be true if the offset is shows that the other clock was set: then it counts.
 */
export function nextOffset(held: Offset | undefined, { askedAt, answeredAt, time }: TimeSample): Offset {
  const middle = (askedAt + answeredAt) / 2;
  const sampled = { offset: time - middle, error: (answeredAt - askedAt) / 2, at: answeredAt };
  if (held === undefined) return sampled;
  const error = held.error + (answeredAt - held.at) * DRIFT;
  const contradicts = Math.abs(held.offset - sampled.offset) > error + sampled.error + 1;
  return contradicts || sampled.error <= error ? sampled : held;
}

/** The time of a store such as Redis, estimated between the samples that it gets. */
export class SampledTime implements ClusterTime {
  readonly #clock: Clock;
  #offset: Offset | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Tells the shared time; the own wall clock's as long as there was no sample. */
  now(): number {
    return this.#offset === undefined ? this.#clock.now() : this.#clock.monotonic() + this.#offset.offset;
  }

  sample(sample: TimeSample): void {
    this.#offset = nextOffset(this.#offset, sample);
  }
}
