import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from "hdr-histogram-js";

/** Microseconds from 1 to ten minutes, three digits of each: 87 kB, however many are recorded. */
const SHAPE = {
  bitBucketSize: 32,
  numberOfSignificantValueDigits: 3,
  lowestDiscernibleValue: 1,
  highestTrackableValue: 600_000_000,
} as const;

/** The percentiles that reports tell. */
export const PERCENTILES = [50, 75, 90, 95, 99, 99.9, 99.99] as const;

/** Where a curve of percentiles is drawn; beyond 99 there is most to see. */
const CURVE = [0, 10, 25, 50, 75, 90, 95, 97.5, 99, 99.5, 99.75, 99.9, 99.95, 99.99, 99.995, 99.999] as const;

/** A point of the curve: so many percent are not above it. */
export interface CurvePoint {
  readonly percent: number;
  readonly ms: number;
}

/** Some latencies in short, in ms. */
export interface LatencySummary {
  readonly count: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  /** By names such as "p99.9". */
  readonly percentiles: Readonly<Record<`p${(typeof PERCENTILES)[number]}`, number>>;
}

/** Remembers how often each latency was seen. Those of several processes can be put together, without loss. */
export class Latencies {
  readonly #histogram: Histogram = build(SHAPE);

  /** Reads what `encode` wrote. */
  static decode(text: string): Latencies {
    const latencies = new Latencies();
    if (text !== "") latencies.#histogram.add(decodeFromCompressedBase64(text, SHAPE.bitBucketSize));
    return latencies;
  }

  get count(): number {
    return this.#histogram.totalCount;
  }

  /** Notes one, in ms. Times before 0 (clocks of two machines) count as 0, those over ten minutes as ten minutes. */
  record(ms: number): void {
    const us = Math.round(ms * 1_000);
    this.#histogram.recordValue(Math.min(Math.max(us, 1), SHAPE.highestTrackableValue));
  }

  add(others: Latencies): void {
    if (others.count > 0) this.#histogram.add(others.#histogram);
  }

  /** Tells what this many percent are not above, in ms; undefined: there are none. */
  percentile(percent: number): number | undefined {
    return this.count === 0 ? undefined : toMs(this.#histogram.getValueAtPercentile(percent));
  }

  /** Tells all of it in short; undefined: there are none. */
  summary(): LatencySummary | undefined {
    if (this.count === 0) return undefined;
    const percentiles = PERCENTILES.map((percent) => [`p${percent}`, this.percentile(percent)]);
    return {
      count: this.count,
      // The histogram keeps its own of these two exactly, but loses that when it travels.
      min: this.percentile(0) ?? 0,
      mean: toMs(Math.round(this.#histogram.mean)),
      max: this.percentile(100) ?? 0,
      percentiles: Object.fromEntries(percentiles) as LatencySummary["percentiles"],
    };
  }

  /** Lists points of the curve of percentiles, as far as there are enough latencies to tell them apart. */
  curve(): readonly CurvePoint[] {
    const told = CURVE.filter((percent) => (1 - percent / 100) * this.count > 1 - 1e-9);
    return told.map((percent) => ({ percent, ms: this.percentile(percent) ?? 0 }));
  }

  /** Writes it as text, for another process; "" if there are none. */
  encode(): string {
    return this.count === 0 ? "" : encodeIntoCompressedBase64(this.#histogram);
  }

  /** Forgets all of it. */
  reset(): void {
    if (this.count > 0) this.#histogram.reset();
  }
}

const toMs = (us: number): number => us / 1_000;
