import type { HealthSource } from "@volley/server/health";
import type { Registry } from "prom-client";
import { type AnswerMessage, isAsk, type WorkerMetrics } from "./worker-line.js";

/** What a worker tells of itself. */
export interface WorkerSources {
  readonly health: HealthSource;
  readonly register: Registry | undefined;
}

/** Answers the primary's questions from now on, until this process ends. */
export function answerPrimary({ health, register }: WorkerSources): void {
  const find = async (ask: "health" | "metrics"): Promise<unknown> => {
    if (ask === "health") return health.check();
    return ((await register?.getMetricsAsJSON()) ?? []) satisfies WorkerMetrics;
  };
  process.on("message", (message) => {
    if (!isAsk(message)) return;
    const { ask, id } = message;
    // A metric that can't be read, or a primary that is gone: no answer says enough.
    find(ask).then(
      (value) => void process.send?.({ answer: id, value } satisfies AnswerMessage, () => {}),
      () => {},
    );
  });
}
