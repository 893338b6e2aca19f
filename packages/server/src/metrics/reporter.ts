import type { Unsubscribe } from "../base/unsubscribe.js";

/** What a number is told apart by, such as `{ mode: "duel" }`. Few values each, and fixed ones: every new one costs memory. */
export type Labels<L extends string = string> = Readonly<Record<L, string>>;

/** What a metric is. */
export interface MetricDefinition<L extends string = string> {
  /** Lower-case letters, digits and "_", with the unit at the end: "games_started_total", "wait_seconds". */
  readonly name: string;
  /** What it counts or measures, in a sentence. */
  readonly help: string;
  /** The names of its labels. Default: none. */
  readonly labels?: readonly L[] | undefined;
}

/** What a histogram is. */
export interface HistogramDefinition<L extends string = string> extends MetricDefinition<L> {
  /** The upper bounds of what is counted together, growing. Default: from 1 ms to 30 s, in seconds. */
  readonly buckets?: readonly number[] | undefined;
}

/** Takes a value: adds it to a counter, sets a gauge, or observes it in a histogram. */
export type RecordValue = (value: number, labels: Labels) => void;

/**
 * The port that metrics go through: `prometheus()` and `statsd()` make one. A reporter belongs to one server. What it
 * throws is logged once per metric and changes nothing else.
 */
export interface MetricsReporter {
  /** Makes a counter, which only grows. Throws for a name that it has, or can't have. */
  counter(definition: MetricDefinition): RecordValue;
  /** Makes a gauge. */
  gauge(definition: MetricDefinition): RecordValue;
  /** Makes a histogram. */
  histogram(definition: HistogramDefinition): RecordValue;
  /** Calls `read` whenever numbers are about to be told: most are only brought up to date then. */
  onCollect(read: () => void): Unsubscribe;
}

/** The buckets of durations, in seconds, unless a metric says otherwise. */
export const SECONDS: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
