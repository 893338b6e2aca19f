import cluster, { type Worker } from "node:cluster";
import type { Logger } from "@volley/server";

/** What the primary needs. */
export interface WorkersParts {
  readonly workers: number;
  readonly logger: Logger;
  /** Waits before a worker that died is replaced, so that one which dies at once doesn't keep a core busy. */
  readonly pause: (then: () => void) => void;
  /** Takes what workers tell. */
  readonly onMessage: (message: unknown) => void;
}

/** Workers that run. */
export interface Workers {
  /** Those that listen: the port's connections go to them. */
  listening(): readonly ListeningWorker[];
  /** Whether all have listened once. */
  readonly started: boolean;
  /** Passes a signal on to all, and replaces none any more. */
  stop(signal: NodeJS.Signals): void;
  /** Resolves when all are gone, with an exit code: 1 if one could not even start. */
  readonly ended: Promise<number>;
}

/** A worker that takes connections. */
export interface ListeningWorker {
  /** From 1 on; whoever takes the place of a dead one has the same. */
  readonly place: number;
  send(message: object): void;
}

/** The variable that tells a worker its place. */
export const WORKER_PLACE = "WORKER_PLACE";

/** Starts workers that share one port, and a new one for each that dies. `listen` resolves when all of them listen. */
export function startWorkers({ workers, logger, pause, onMessage }: WorkersParts): {
  readonly all: Workers;
  readonly listen: Promise<void>;
} {
  const places = new Map<Worker, number>();
  const ready = new Set<Worker>();
  let isEnding = false;
  let hasStarted = false;
  let code = 0;
  let resolveEnded = (_: number): void => {};
  const ended = new Promise<number>((resolve) => {
    resolveEnded = resolve;
  });
  const endIfAlone = (): void => {
    if (isEnding && places.size === 0) resolveEnded(code);
  };
  const stop = (signal: NodeJS.Signals): void => {
    isEnding = true;
    for (const worker of places.keys()) worker.process.kill(signal);
    endIfAlone();
  };
  const fork = (place: number): void => void places.set(cluster.fork({ [WORKER_PLACE]: `${place}` }), place);
  cluster.on("message", (_, message: unknown) => onMessage(message));
  const listen = new Promise<void>((resolve) => {
    cluster.on("listening", (worker) => {
      ready.add(worker);
      if (ready.size < workers) return;
      hasStarted = true;
      resolve();
    });
  });
  cluster.on("exit", (worker, exitCode, signal) => {
    const place = places.get(worker) ?? 0;
    places.delete(worker);
    const couldStart = ready.delete(worker);
    if (!isEnding && !couldStart) {
      // It would be the same with the next one: its own lines say why.
      code = 1;
      stop("SIGTERM");
    } else if (!isEnding) {
      const facts = { worker: place, code: exitCode, signal };
      if (exitCode === 0) logger.info("a worker ended; another one takes its place", facts);
      else logger.error("a worker died; another one takes its place", facts);
      pause(() => isEnding || fork(place));
    }
    endIfAlone();
  });
  // Numbers that JSON doesn't know, such as NaN, are among the metrics.
  cluster.setupPrimary({ serialization: "advanced" });
  for (let place = 1; place <= workers; place++) fork(place);
  const listening = (): readonly ListeningWorker[] =>
    [...ready].flatMap((worker) => {
      const place = places.get(worker);
      // One that dies meanwhile answers nothing.
      return place === undefined ? [] : [{ place, send: (message) => void worker.send(message, () => {}) }];
    });
  const all: Workers = {
    ...{ listening, stop, ended },
    get started() {
      return hasStarted;
    },
  };
  return { all, listen };
}
