import { type Cancel, type Clock, createSystemClock } from "@volley/protocol/internal";
import { StatsD } from "hot-shots";
import { unsubscribe } from "../base/unsubscribe.js";
import type { Labels, MetricsReporter } from "../metrics/reporter.js";

/** What a reporter needs of a client of hot-shots. */
export type StatsdClient = Pick<StatsD, "increment" | "gauge" | "timing" | "histogram">;

/** Options of `statsd`. */
export interface StatsdOptions {
  /** A client of your own, with all the options of hot-shots; you close it. Default: one made of the options below. */
  readonly client?: StatsdClient | undefined;
  /** Where StatsD listens, by UDP. Default: "127.0.0.1". */
  readonly host?: string | undefined;
  /** Default: 8125. */
  readonly port?: number | undefined;
  /** What all names start with, such as "game.". Default: nothing; Volley's own start with `volley_`. */
  readonly prefix?: string | undefined;
  /** What is said with every value, such as `{ region: "eu" }`. Default: nothing. */
  readonly tags?: Readonly<Record<string, string>> | undefined;
  /** How often gauges and what is only counted are sent, in ms; durations are sent at once. Default: 10,000. */
  readonly everyMs?: number | undefined;
  /** Time, for tests that move it by hand. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes the reporter for StatsD: `createServer(contract, { metrics: statsd({ host }) })`. Labels are sent as tags;
 * durations in ms, as timings, under their name with `_ms` for `_seconds`. It belongs to one server.
 */
export function statsd(options: StatsdOptions = {}): MetricsReporter {
  const { everyMs = 10_000, clock = createSystemClock() } = options;
  const own = options.client === undefined ? ownClient(options) : undefined;
  const client: StatsdClient = options.client ?? (own as StatsD);
  const reads = new Set<() => void>();
  let stopTimer: Cancel = () => {};
  const readAll = (): void => {
    for (const read of reads) read();
  };
  const arm = (): void => {
    stopTimer = clock.after(everyMs, () => {
      arm();
      readAll();
    });
  };
  return {
    counter:
      ({ name }) =>
      (by, labels) => {
        if (by > 0) client.increment(name, by, tagsOf(labels));
      },
    gauge:
      ({ name }) =>
      (value, labels) =>
        client.gauge(name, value, tagsOf(labels)),
    histogram: ({ name }) => {
      if (!name.endsWith("_seconds")) return (value, labels) => client.histogram(name, value, tagsOf(labels));
      const inMs = name.replace(/_seconds$/, "_ms");
      return (value, labels) => client.timing(inMs, value * 1_000, tagsOf(labels));
    },
    onCollect: (read) => {
      const each = (): void => read();
      if (reads.size === 0) arm();
      reads.add(each);
      return unsubscribe(() => {
        if (!reads.delete(each)) return;
        // What was counted since the last time.
        each();
        if (reads.size > 0) return;
        stopTimer();
        own?.close(() => {});
      });
    },
  };
}

/** A StatsD that isn't there is no failure of the game's. */
function ownClient({ host, port, prefix, tags }: StatsdOptions): StatsD {
  return new StatsD({
    ...{ host: host ?? "127.0.0.1", port: port ?? 8125, prefix: prefix ?? "", globalTags: { ...tags } },
    ...{ errorHandler: () => {}, includeDatadogTelemetry: false },
  });
}

function tagsOf(labels: Labels): Record<string, string> {
  return { ...labels };
}
