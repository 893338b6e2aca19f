import { type Cancel, systemError } from "@volley/protocol/internal";
import { type Job as BullJob, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { handled } from "../base/handled.js";
import { settledWithin } from "../base/settled-within.js";
import type { RedisClient } from "../redis/connect-redis.js";
import { redisFailure } from "../redis/redis-failure.js";
import { endClient } from "./end-client.js";
import type { JobQueueParts, RunJob } from "./job-queue.js";
import { fromKept, type KeptJob, toReason } from "./kept-job.js";
import { logVerdict } from "./log-verdict.js";
import { MAX_BACKOFF_MS, type Verdict, verdictOf } from "./verdict.js";

/** What a worker of one service works with. */
export interface BullMqWorkerParts extends JobQueueParts {
  readonly service: string;
  readonly run: RunJob;
  /** The patient client that all workers of a node share. */
  readonly client: RedisClient;
  /** Whether that client is connected. */
  readonly isUp: () => boolean;
  readonly prefix: string;
  readonly concurrency: number;
  /** How long a job belongs to a node that says nothing, in ms. */
  readonly leaseMs: number;
}

/**
 * So often a job may be lost with the node that runs it and start again; once more, and it is dead. A job that ends
 * its process must not end one after the other.
 */
export const MAX_LOST = 2;

const GIVE_BACK_MS = 1_000;
/** How long a worker rests after an error: BullMQ would ask a Redis that refuses thousands of times a second. */
const REST_MS = 1_000;

/** Tells BullMQ to try again after a time. */
class TryAgain extends Error {
  readonly afterMs: number;

  constructor(reason: string, afterMs: number) {
    super(reason);
    this.afterMs = afterMs;
  }
}

/** Tells BullMQ to give a job up. */
class Dead extends UnrecoverableError {}

/** Runs the jobs of one service on this node. */
export class BullMqWorker {
  readonly #parts: BullMqWorkerParts;
  readonly #worker: Worker<KeptJob, void>;
  readonly #running = new Map<string, AbortController>();
  #drained: Promise<void> | undefined;
  /** Ends its rest; undefined while it works. */
  #endRest: Cancel | undefined;

  constructor(parts: BullMqWorkerParts) {
    this.#parts = parts;
    const { service, client, prefix, concurrency, leaseMs, node, logger } = parts;
    this.#worker = new Worker<KeptJob, void>(service, (job, token) => this.#process(job, token), {
      connection: client as Redis,
      name: node.id,
      ...{ prefix, concurrency },
      lockDuration: leaseMs,
      stalledInterval: Math.ceil(leaseMs / 3),
      maxStalledCount: MAX_LOST,
      runRetryDelay: 1_000,
      settings: {
        backoffStrategy: (_failures, _type, error) => (error instanceof TryAgain ? error.afterMs : MAX_BACKOFF_MS),
      },
    });
    this.#worker.on("error", (error) => this.#onError(error));
    this.#worker.on("stalled", (job) => logger.warn("the node that ran a job is gone; it starts again", { job }));
    this.#worker.on("lockRenewalFailed", (ids) => {
      for (const id of ids) this.#running.get(id)?.abort();
    });
    this.#worker.on("failed", (job, error) => {
      if (error instanceof TryAgain || error instanceof Dead) return;
      logger.error("a job is dead: the nodes that ran it went away", { job: job?.id, remote: job?.name });
    });
  }

  /** Takes no more jobs; resolves when those that run are over, and what became of them is written. Never rejects. */
  drain(): Promise<void> {
    this.#endRest?.();
    this.#drained ??= handled(this.#worker.close());
    return this.#drained;
  }

  /** Gives back what still runs; resolves like `drain`. */
  giveBack(): Promise<void> {
    for (const stop of this.#running.values()) stop.abort();
    return this.drain();
  }

  /** Ends the connection on which it waits for jobs, for when Redis doesn't answer. */
  cut(): void {
    this.#worker
      .getBackend()
      .blockingClient?.then(endClient)
      .catch(() => {});
  }

  /** What BullMQ does with a job is said by what this throws. */
  async #process(kept: BullJob<KeptJob>, token: string | undefined): Promise<void> {
    const verdict = await this.#run(kept);
    switch (verdict?.type) {
      case undefined:
        await settledWithin(kept.moveToWait(token), GIVE_BACK_MS, this.#parts.clock);
        throw new WaitingError();
      case "done":
        return;
      case "retry":
        throw new TryAgain(toReason(verdict.error), verdict.afterMs);
      case "dead":
        throw new Dead(toReason(verdict.error));
    }
  }

  /** Undefined if it isn't this node's any more. */
  async #run(kept: BullJob<KeptJob>): Promise<Verdict | undefined> {
    const { run, random, logger } = this.#parts;
    const { job, backoffMs = 0 } = fromKept(kept) ?? {};
    if (job === undefined) {
      return { type: "dead", error: systemError("BAD_REQUEST", "what is kept of this job can't be read") };
    }
    // BullMQ may just have been fetching it when it was told to take no more.
    if (this.#drained !== undefined) return undefined;
    const stop = new AbortController();
    this.#running.set(job.id, stop);
    try {
      const outcome = await Promise.race([run(job, stop.signal), lost(stop.signal)]);
      if (outcome === LOST) return undefined;
      const tries = { failures: kept.attemptsMade, attempts: kept.opts.attempts ?? 1, backoffMs };
      const verdict = verdictOf(outcome, tries, random());
      logVerdict(logger, job, verdict);
      return verdict;
    } finally {
      // It may run here again already.
      if (this.#running.get(job.id) === stop) this.#running.delete(job.id);
    }
  }

  /** Errors of ioredis carry their command, and with it payloads. While Redis is away they say nothing new. */
  #onError(error: Error): void {
    const { logger, clock, service, isUp } = this.#parts;
    if (!isUp() || this.#endRest !== undefined || this.#drained !== undefined) return;
    void handled(this.#worker.pause(true));
    this.#endRest = clock.after(REST_MS, () => {
      this.#endRest = undefined;
      void handled(this.#worker.resume());
    });
    // A SyntaxError quotes what it couldn't read.
    const told = error instanceof SyntaxError ? new Error("a job can't be read") : redisFailure(error);
    logger.warn("the queue of jobs has trouble", { service, error: told });
  }
}

const LOST = Symbol("lost");

function lost(signal: AbortSignal): Promise<typeof LOST> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(LOST), { once: true }));
}
