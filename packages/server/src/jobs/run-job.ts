import { VolleyError } from "@volley/protocol";
import { systemError, toUtf8 } from "@volley/protocol/internal";
import type { ClusterTime } from "../cluster/cluster-time.js";
import { EMPTY } from "../peers/peer-message.js";
import type { PeerCall } from "../peers/peer-service.js";
import type { RemoteService } from "../rpc/remote-service.js";
import type { RemoteTable } from "../rpc/remote-table.js";
import type { Job } from "./job.js";

/** What jobs are run with. */
export interface RunJobParts {
  readonly table: RemoteTable;
  readonly service: RemoteService;
  readonly time: ClusterTime;
}

/**
 * Makes the call that a job is, the way a call of another node is made; only that nobody waits for it, so it has all
 * of the handler's time. Resolves with what it failed with, if it did; never rejects.
 */
export function runJob(job: Job, signal: AbortSignal, parts: RunJobParts): Promise<VolleyError | undefined> {
  const { table, service, time } = parts;
  const runtime = table.get(job.head.route);
  // While versions are exchanged an older node works the same queue: another one will know the remote.
  if (runtime === undefined) {
    return Promise.resolve(systemError("UNAVAILABLE", `this node doesn't serve ${job.head.route}`));
  }
  return new Promise((resolve) => {
    const call: PeerCall = {
      from: job.node,
      head: job.head,
      payload: toUtf8(job.input),
      context: EMPTY,
      remainingMs: runtime.timeoutMs,
      deadline: time.now() + runtime.timeoutMs,
      reply: () => resolve(undefined),
      fail: resolve,
      onCancel: (handler) =>
        signal.addEventListener("abort", () => handler("the job is not this node's any more"), { once: true }),
    };
    try {
      service.take(call);
    } catch (error) {
      resolve(VolleyError.from(error));
    }
  });
}
