import type { MetricsReporter } from "@volley/server";
import { prometheus } from "@volley/server/prometheus";
import { statsd } from "@volley/server/statsd";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Config } from "../config/config-keys.js";
import { joinReporters } from "./join-reporters.js";

/** Where the metrics of one process go. */
export interface NodeMetrics {
  /** For `createServer`; undefined: nobody wants them, so nothing is measured. */
  readonly reporter: MetricsReporter | undefined;
  /** What Prometheus reads; undefined without `metricsPort`. */
  readonly register: Registry | undefined;
}

/**
 * Makes what a configuration asks for: a registry for Prometheus, which has memory, CPU and open files of the process
 * besides, and StatsD. `worker` tells workers apart in StatsD, where their gauges would overwrite each other.
 */
export function nodeMetrics({ metricsPort, statsd: place }: Config, worker?: string): NodeMetrics {
  const register = metricsPort === undefined ? undefined : new Registry();
  if (register !== undefined) collectDefaultMetrics({ register });
  const [host = "", port = ""] = place?.split(":") ?? [];
  const tags = worker === undefined ? {} : { worker };
  const reporters = [
    ...(register === undefined ? [] : [prometheus({ register })]),
    ...(place === undefined ? [] : [statsd({ host, port: Number(port), tags })]),
  ];
  return { reporter: joinReporters(reporters), register };
}
