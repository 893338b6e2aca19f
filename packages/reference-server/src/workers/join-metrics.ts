import { AggregatorRegistry, type Registry } from "prom-client";
import type { WorkerMetrics } from "./worker-line.js";
import type { Answers } from "./worker-questions.js";

/**
 * Makes one registry of the metrics of all workers, each with the label `worker`, from 1 on. Nothing is added up here: a
 * sum of delays, or of the nodes that each of them sees, would say nothing, and Prometheus can add up what can be.
 */
export function joinMetrics(answers: Answers<"metrics">): Registry {
  const all = [...answers].map(([place, metrics]) => (metrics ?? []).map((metric) => ofWorker(metric, place)));
  return AggregatorRegistry.aggregate(all);
}

function ofWorker(metric: WorkerMetrics[number], place: number): WorkerMetrics[number] {
  const values = metric.values.map((value) => ({ ...value, labels: { ...value.labels, worker: `${place}` } }));
  // Each sample is the only one with its labels: the first is all there is.
  return { ...metric, values, aggregator: "first" };
}
