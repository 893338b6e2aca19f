import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { unsubscribe } from "../base/unsubscribe.js";
import type { MetricsReporter } from "../metrics/reporter.js";

/** Options of `prometheus`. */
export interface PrometheusOptions {
  /** Where the metrics are registered, such as one that has the app's own, or prom-client's default ones. Default: a new one. */
  readonly register?: Registry | undefined;
  /** What all names start with. Default: nothing; Volley's own start with `volley_`. */
  readonly prefix?: string | undefined;
}

/** A reporter that Prometheus asks. */
export interface PrometheusReporter extends MetricsReporter {
  readonly register: Registry;
}

/**
 * Makes the reporter for Prometheus: `createServer(contract, { metrics: prometheus() })`. Give it to `metricsHandler`, or
 * to `listenForMetrics`. It belongs to one server: a second one on the same registry throws, for the names are taken.
 */
export function prometheus({ register = new Registry(), prefix = "" }: PrometheusOptions = {}): PrometheusReporter {
  const reads = new Set<() => void>();
  let isRead = false;
  // The registry asks all its metrics in one go, and each asks for this; the first brings all up to date.
  const collect = (): void => {
    if (isRead) return;
    isRead = true;
    queueMicrotask(() => {
      isRead = false;
    });
    for (const read of reads) read();
  };
  const common = ({ name, help, labels = [] }: Parameters<MetricsReporter["counter"]>[0]) => ({
    ...{ name: `${prefix}${name}`, help, collect, registers: [register] },
    labelNames: [...labels],
  });
  return {
    register,
    counter: (definition) => {
      const counter = new Counter(common(definition));
      return (by, labels) => counter.inc(labels, by);
    },
    gauge: (definition) => {
      const gauge = new Gauge(common(definition));
      return (value, labels) => gauge.set(labels, value);
    },
    histogram: (definition) => {
      const { buckets } = definition;
      const histogram = new Histogram({ ...common(definition), ...(buckets && { buckets: [...buckets] }) });
      return (value, labels) => histogram.observe(labels, value);
    },
    onCollect: (read) => {
      const own = (): void => read();
      reads.add(own);
      return unsubscribe(() => void reads.delete(own));
    },
  };
}
