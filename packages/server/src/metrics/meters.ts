import type { Logger } from "../base/logger.js";
import { CATALOGUE, type Catalogue } from "./catalogue.js";
import { guarded } from "./guarded.js";
import type { Labels, MetricsReporter, RecordValue } from "./reporter.js";
import { SECONDS } from "./reporter.js";

type LabelsOf<K extends keyof Catalogue> = Catalogue[K]["labels"][number];

/** Volley's own metrics, ready to be told values. */
export type Meters = {
  readonly [K in keyof Catalogue]: [LabelsOf<K>] extends [never]
    ? (value: number) => void
    : (value: number, labels: Labels<LabelsOf<K>>) => void;
};

/** Declares all metrics of the catalogue. Throws what the reporter throws. */
export function createMeters(reporter: MetricsReporter, logger: Logger): Meters {
  const all = Object.entries(CATALOGUE).map(([key, { kind, name, labels, help }]) => {
    const definition = { name, help, labels };
    const record: RecordValue =
      kind === "counter"
        ? reporter.counter(definition)
        : kind === "gauge"
          ? reporter.gauge(definition)
          : reporter.histogram({ ...definition, buckets: SECONDS });
    const safe = guarded(record, name, logger);
    return [key, (value: number, given: Labels = {}) => safe(value, given)] as const;
  });
  return Object.fromEntries(all) as unknown as Meters;
}
