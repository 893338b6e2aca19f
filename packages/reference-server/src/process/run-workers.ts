import cluster, { type Worker } from "node:cluster";
import type { Logger } from "@volley/server";

/** What the primary needs. */
export interface WorkersParts {
  readonly workers: number;
  readonly logger: Logger;
  /** Waits before a worker that died is replaced, so that one which dies at once doesn't keep a core busy. */
  readonly pause: (then: () => void) => void;
}

/** Workers that run. */
export interface Workers {
  /** Passes a signal on to all, and replaces none any more. */
  stop(signal: NodeJS.Signals): void;
  /** Resolves when all are gone, with an exit code: 1 if one could not even start. */
  readonly ended: Promise<number>;
}

/** Starts workers that share one port, and a new one for each that dies. Resolves when all of them listen. */
export function startWorkers({ workers, logger, pause }: WorkersParts): { all: Workers; listening: Promise<void> } {
  const started = new Set<Worker>();
  let isEnding = false;
  let code = 0;
  const stop = (signal: NodeJS.Signals): void => {
    isEnding = true;
    for (const worker of Object.values(cluster.workers ?? {})) worker?.process.kill(signal);
  };
  const listening = new Promise<void>((resolve) => {
    cluster.on("listening", (worker) => {
      started.add(worker);
      if (started.size === workers) resolve();
    });
  });
  const ended = new Promise<number>((resolve) => {
    cluster.on("exit", (worker, exitCode, signal) => {
      const couldStart = started.delete(worker);
      if (!isEnding && !couldStart) {
        // It would be the same with the next one: its own lines say why.
        code = 1;
        stop("SIGTERM");
      } else if (!isEnding) {
        logger.error("a worker died; another one takes its place", { worker: worker.id, code: exitCode, signal });
        pause(() => isEnding || cluster.fork());
      }
      if (isEnding && Object.keys(cluster.workers ?? {}).length === 0) resolve(code);
    });
  });
  for (let n = 0; n < workers; n++) cluster.fork();
  return { all: { stop, ended }, listening };
}
