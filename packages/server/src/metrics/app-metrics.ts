import { systemError } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import { guarded } from "./guarded.js";
import {
  type HistogramDefinition,
  type Labels,
  type MetricDefinition,
  type MetricsReporter,
  type RecordValue,
  SECONDS,
} from "./reporter.js";

type LabelArgs<L extends string> = [L] extends [never] ? [] : [labels: Labels<L>];

/** A number that only grows. */
export interface Counter<L extends string> {
  /** Adds to it: `games.add(1, { mode: "duel" })`. */
  add(by: number, ...labels: LabelArgs<L>): void;
}

/** A number that goes up and down. */
export interface Gauge<L extends string> {
  set(value: number, ...labels: LabelArgs<L>): void;
}

/** Values, counted by their size. */
export interface Histogram<L extends string> {
  observe(value: number, ...labels: LabelArgs<L>): void;
}

/** The app's own metrics, next to Volley's: `server.metrics`. Without a reporter they do nothing. */
export interface AppMetrics {
  /** Makes a counter. Throws `BAD_REQUEST` for a name or label that can't be one, `CONFLICT` for one that there is. */
  counter<const L extends string = never>(definition: MetricDefinition<L>): Counter<L>;
  /** Makes a gauge. Throws like `counter`. */
  gauge<const L extends string = never>(definition: MetricDefinition<L>): Gauge<L>;
  /** Makes a histogram. Throws like `counter`. */
  histogram<const L extends string = never>(definition: HistogramDefinition<L>): Histogram<L>;
  /** Calls `read` whenever numbers are about to be told: the place to set gauges. What it throws is logged. */
  onCollect(read: () => void): Unsubscribe;
}

const NAME = /^[a-z_][a-z0-9_]*$/;
const NOTHING: RecordValue = () => {};

/** Makes them for one server. */
export function createAppMetrics(reporter: MetricsReporter | undefined, logger: Logger): AppMetrics {
  const names = new Set<string>();
  const make = (kind: "counter" | "gauge" | "histogram", definition: HistogramDefinition): RecordValue => {
    const { name, labels = [] } = definition;
    const wrong = [name, ...labels].find((each) => !NAME.test(each));
    if (wrong !== undefined) {
      throw systemError("BAD_REQUEST", `"${wrong}" can't name a metric or a label: take a-z, 0-9 and _`);
    }
    if (names.has(name) || name.startsWith("volley_")) {
      throw systemError("CONFLICT", `there is a metric ${name}, or the name is Volley's`);
    }
    names.add(name);
    if (reporter === undefined) return NOTHING;
    const full = { ...definition, labels };
    const record = kind === "histogram" ? reporter.histogram({ buckets: SECONDS, ...full }) : reporter[kind](full);
    return guarded(record, name, logger);
  };
  const of =
    (kind: "counter" | "gauge" | "histogram") =>
    (definition: HistogramDefinition): RecordValue => {
      const record = make(kind, definition);
      return (value, labels = {}) => record(value, labels);
    };
  return {
    counter: (definition: MetricDefinition) => ({ add: of("counter")(definition) }),
    gauge: (definition: MetricDefinition) => ({ set: of("gauge")(definition) }),
    histogram: (definition: HistogramDefinition) => ({ observe: of("histogram")(definition) }),
    onCollect: (read: () => void) => reporter?.onCollect(() => attempt(read, logger)) ?? unsubscribe(() => {}),
  } as unknown as AppMetrics;
}

function attempt(read: () => void, logger: Logger): void {
  try {
    read();
  } catch (error) {
    logger.error("a function of metrics.onCollect failed", { error });
  }
}
