import type { HealthReport } from "@volley/server/health";
import type { MetricObjectWithValues, MetricValue } from "prom-client";

/** The metrics of one worker, as prom-client writes them for other processes. */
export type WorkerMetrics = readonly MetricObjectWithValues<MetricValue<string>>[];

/** What the primary asks its workers, and what each of them answers. */
export interface WorkerAnswers {
  readonly health: HealthReport;
  readonly metrics: WorkerMetrics;
}

/** A question on its way to a worker. */
export interface AskMessage {
  readonly ask: keyof WorkerAnswers;
  readonly id: number;
}

/** An answer on its way back. */
export interface AnswerMessage {
  readonly answer: number;
  readonly value: unknown;
}

/** Tells whether a message is a question of the primary: other libraries may use the same channel. */
export function isAsk(message: unknown): message is AskMessage {
  const { ask, id } = Object(message) as { readonly ask?: unknown; readonly id?: unknown };
  return (ask === "health" || ask === "metrics") && typeof id === "number";
}

/** Tells whether a message is an answer of a worker. */
export function isAnswer(message: unknown): message is AnswerMessage {
  return typeof (Object(message) as { readonly answer?: unknown }).answer === "number";
}
