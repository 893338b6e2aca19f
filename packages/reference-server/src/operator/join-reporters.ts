import type { MetricsReporter, RecordValue } from "@volley/server";

/** Makes one reporter of several: what is told, all of them are told. None: undefined. */
export function joinReporters(reporters: readonly MetricsReporter[]): MetricsReporter | undefined {
  if (reporters.length < 2) return reporters[0];
  const toAll =
    (records: readonly RecordValue[]): RecordValue =>
    (value, labels) => {
      for (const record of records) record(value, labels);
    };
  return {
    counter: (definition) => toAll(reporters.map((each) => each.counter(definition))),
    gauge: (definition) => toAll(reporters.map((each) => each.gauge(definition))),
    histogram: (definition) => toAll(reporters.map((each) => each.histogram(definition))),
    onCollect: (read) => {
      const stops = reporters.map((each) => each.onCollect(read));
      const stop = (): void => {
        for (const each of stops) each();
      };
      return Object.assign(stop, { [Symbol.dispose]: stop });
    },
  };
}
