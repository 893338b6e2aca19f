import type { VolleyError } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import type { Job, KeptDeadJob, NewJob } from "./job.js";

/**
 * Makes the call that a job is, on this node. Resolves with undefined when it succeeded, else with what it failed
 * with; never rejects. `signal` is aborted when the job is no longer this node's.
 */
export type RunJob = (job: Job, signal: AbortSignal) => Promise<VolleyError | undefined>;

/** Keeps jobs until they are done: one queue per service, worked by all nodes that serve it. */
export interface JobQueue {
  /** Connects. Rejects with `UNAVAILABLE`. */
  start(): Promise<void>;
  /**
   * Keeps a job, unless one of the same id is kept or remembered. Resolves when it is safe there; rejects with
   * `UNAVAILABLE` (after which it may be there all the same), `BUSY` or `UNSUPPORTED`, in a bounded time.
   */
  add(service: string, job: NewJob): Promise<void>;
  /** Starts to run the jobs of a service here. */
  work(service: string, run: RunJob): void;
  /** Lists the dead jobs of a service, the last to die first. Rejects with `UNAVAILABLE`. */
  listDead(service: string, limit: number): Promise<readonly KeptDeadJob[]>;
  /** Lets a dead job start again, with all its tries. False if it isn't dead. Rejects with `UNAVAILABLE`. */
  retryDead(service: string, id: string): Promise<boolean>;
  /** Forgets a dead job and its key. False if it isn't dead. Rejects with `UNAVAILABLE`. */
  dropDead(service: string, id: string): Promise<boolean>;
  /** Starts no job any more; resolves when those that run here are over. Jobs can still be added. */
  drain(): Promise<void>;
  /** Gives back what still runs, so that another node starts it anew, and disconnects. Never rejects; bounded. */
  close(): Promise<void>;
}

/** What a queue is told of the node that it serves. */
export interface JobQueueParts {
  readonly node: { readonly id: string };
  readonly clock: Clock;
  /** From 0 to 1: spreads retries. */
  readonly random: () => number;
  readonly logger: Logger;
}

/** Where jobs are kept: what `bullmq()` and `memoryJobs()` return. */
export interface Jobs {
  /** Makes the queue of one node. Opens nothing. */
  queue(parts: JobQueueParts): JobQueue;
}

/** Options of `bullmq()` and `memoryJobs()`. */
export interface JobRules {
  /** How many jobs of one service a node runs at once. Default: 10. */
  readonly concurrency?: number | undefined;
  /**
   * How long a `key` is remembered, in ms, from when its job was to start: until then the same key gives the same
   * job, also after that was done. A job that is still there is always found by its key. Default: 3,600,000 (1 h).
   */
  readonly keyMs?: number | undefined;
  /** How many dead jobs of one service are kept; more drop the oldest. Default: 1,000. */
  readonly deadCount?: number | undefined;
  /** How long dead jobs are kept, in ms; older ones go when the next one comes. Default: 1,209,600,000 (14 days). */
  readonly deadMs?: number | undefined;
}

/** The rules with their defaults. */
export interface AllJobRules {
  readonly concurrency: number;
  readonly keyMs: number;
  readonly deadCount: number;
  readonly deadMs: number;
}

/** Fills in the defaults. */
export function withDefaults({ concurrency, keyMs, deadCount, deadMs }: JobRules): AllJobRules {
  return {
    concurrency: concurrency ?? 10,
    keyMs: keyMs ?? 3_600_000,
    deadCount: deadCount ?? 1_000,
    deadMs: deadMs ?? 14 * 86_400_000,
  };
}
