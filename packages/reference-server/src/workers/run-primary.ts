import { createSystemClock } from "@volley/protocol/internal";
import type { Logger } from "@volley/server";
import type { Config } from "../config/config-keys.js";
import { type OperatorPort, openOperatorPort } from "../operator/operator-port.js";
import { joinHealth } from "./join-health.js";
import { joinMetrics } from "./join-metrics.js";
import { startWorkers, type Workers } from "./run-workers.js";
import { WorkerQuestions } from "./worker-questions.js";

const REFORK_MS = 1_000;

/** A process that runs workers, and speaks for them. */
export interface Primary {
  readonly workers: Workers;
  /** `http://host:port` of `/metrics`, `/live`, `/ready` and `/startup`; undefined without `metricsPort`. */
  readonly operatorUrl: string | undefined;
  /** Resolves when all workers listen. */
  readonly listen: Promise<void>;
}

/** Starts the workers, and the port on which operators ask for all of them. Rejects when that can't be had. */
export async function runPrimary(config: Config, logger: Logger): Promise<Primary> {
  const clock = createSystemClock();
  let workers: Workers | undefined;
  const questions = new WorkerQuestions({ clock, workers: () => workers?.listening() ?? [] });
  const health = {
    get started() {
      return workers?.started ?? false;
    },
    check: async () => joinHealth(await questions.ask("health"), health),
  };
  const register = {
    ...{ contentType: "text/plain; version=0.0.4; charset=utf-8" as const },
    metrics: async () => joinMetrics(await questions.ask("metrics")).metrics(),
  };
  let operator: OperatorPort | undefined;
  if (config.metricsPort !== undefined) {
    const { metricsPort: port, metricsHost: host } = config;
    operator = await openOperatorPort({ health, register }, { port, host });
  }
  const { all, listen } = startWorkers({
    ...{ workers: config.workers, logger },
    pause: (then) => void clock.after(REFORK_MS, then),
    onMessage: (message) => questions.receive(message),
  });
  workers = all;
  return { workers: all, listen, operatorUrl: operator?.url };
}
