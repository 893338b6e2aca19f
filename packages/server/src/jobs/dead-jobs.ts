import type { AnyRemotes, RouteName, VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import type { RemoteCaller } from "../rpc/remote-call.js";
import type { KeptDeadJob } from "./job.js";
import type { JobQueue } from "./job-queue.js";

/** A job that failed for good, and waits for somebody to look at it. */
export interface DeadJob<Route extends string = string> {
  readonly jobId: string;
  readonly route: Route;
  /** The input as it was sent, not parsed. It isn't for logs. */
  readonly input: unknown;
  /** What the remote read as `call.idempotencyKey`. */
  readonly idempotencyKey: string;
  readonly caller: RemoteCaller;
  /** What it failed with last: what the remote threw, as a caller of `rpc` would see it; `DISCONNECTED` if its nodes went away. */
  readonly error: VolleyError;
  /** How often it was started. */
  readonly starts: number;
  /** When it was enqueued, and when it died, in ms since 1970. */
  readonly enqueuedAt: number;
  readonly diedAt: number;
}

/** The dead jobs of some remotes. */
export interface DeadJobs<R extends AnyRemotes> {
  /**
   * Lists them, the last to die first, at most `limit` of each service (from 1 to 1,000, default 100). Rejects with
   * `UNAVAILABLE`.
   */
  list(options?: { readonly limit?: number | undefined }): Promise<readonly DeadJob<RouteName<R>>[]>;
  /** Lets one start again, with all its tries and the same idempotency key. False if there is none. Rejects with `UNAVAILABLE`. */
  retry(jobId: string): Promise<boolean>;
  /** Forgets one, and its key. False if there is none. Rejects with `UNAVAILABLE`. */
  drop(jobId: string): Promise<boolean>;
}

const MAX_LIMIT = 1_000;

/** Makes the handle for the dead jobs of some services. */
export function deadJobsOf(
  queue: JobQueue,
  services: readonly string[],
  readInput: (dead: KeptDeadJob) => unknown,
): DeadJobs<AnyRemotes> {
  const any = async (act: (service: string) => Promise<boolean>): Promise<boolean> => {
    for (const service of services) if (await act(service)) return true;
    return false;
  };
  return {
    list: async ({ limit = 100 } = {}) => {
      const isLimit = Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT;
      if (!isLimit) throw systemError("BAD_REQUEST", `limit is a whole number from 1 to ${MAX_LIMIT}`);
      const lists = await Promise.all(services.map((service) => queue.listDead(service, limit)));
      const dead = lists.flat().sort((a, b) => b.diedAt - a.diedAt);
      return dead.map((each) => toDeadJob(each, readInput(each)));
    },
    retry: (jobId) => any((service) => queue.retryDead(service, jobId)),
    drop: (jobId) => any((service) => queue.dropDead(service, jobId)),
  };
}

function toDeadJob({ job, error, starts, enqueuedAt, diedAt }: KeptDeadJob, input: unknown): DeadJob {
  const { route, key: idempotencyKey, uid } = job.head;
  const caller = { node: job.node, uid };
  return { jobId: job.id, ...{ route, input, idempotencyKey, caller, error, starts, enqueuedAt, diedAt } };
}
