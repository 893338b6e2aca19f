import type { Labels, MetricDefinition, MetricsReporter, RecordValue } from "@volley/server";

/** A reporter that keeps everything for a test to look at; nodes may share it. Of histograms it keeps how many values came. */
export interface RecordingMetrics extends MetricsReporter {
  readonly definitions: ReadonlyMap<string, MetricDefinition>;
  /** Has everything brought up to date, and sums what has these labels; undefined: nothing was ever told. */
  value(name: string, labels?: Labels): number | undefined;
  /** Lists the labels that a metric was told with. */
  labelsOf(name: string): readonly Labels[];
}

interface Series {
  readonly labels: Labels;
  value: number;
}

/** Makes one. */
export function recordingMetrics(): RecordingMetrics {
  const definitions = new Map<string, MetricDefinition>();
  const all = new Map<string, Map<string, Series>>();
  const reads = new Set<() => void>();
  const declare = (definition: MetricDefinition, next: (before: number, value: number) => number): RecordValue => {
    definitions.set(definition.name, definition);
    const series = all.get(definition.name) ?? new Map<string, Series>();
    all.set(definition.name, series);
    return (value, labels) => {
      const names = Object.keys(labels).sort();
      const wanted = [...(definition.labels ?? [])].sort();
      if (names.join() !== wanted.join()) throw new Error(`${definition.name} has the labels ${wanted}, not ${names}`);
      const key = JSON.stringify(names.map((name) => labels[name]));
      const one = series.get(key) ?? { labels: { ...labels }, value: 0 };
      series.set(key, one);
      one.value = next(one.value, value);
    };
  };
  return {
    definitions,
    counter: (definition) => declare(definition, (before, by) => before + by),
    gauge: (definition) => declare(definition, (_, value) => value),
    histogram: (definition) => declare(definition, (before) => before + 1),
    onCollect: (read) => {
      reads.add(read);
      const undo = (): void => void reads.delete(read);
      return Object.assign(undo, { [Symbol.dispose]: undo });
    },
    value: (name, labels = {}) => {
      for (const read of reads) read();
      const fitting = [...(all.get(name)?.values() ?? [])].filter((one) =>
        Object.entries(labels).every(([label, value]) => one.labels[label] === value),
      );
      return fitting.length === 0 ? undefined : fitting.reduce((sum, { value }) => sum + value, 0);
    },
    labelsOf: (name) => [...(all.get(name)?.values() ?? [])].map(({ labels }) => labels),
  };
}
