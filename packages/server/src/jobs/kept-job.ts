import type { VolleyError } from "@volley/protocol";
import { fromWireError, systemError, toWireError } from "@volley/protocol/internal";
import type { Job as BullJob } from "bullmq";
import { parseJson } from "../base/parse-json.js";
import { type Job, type KeptDeadJob, readJob } from "./job.js";

/** What BullMQ keeps as the data of a job. */
export interface KeptJob extends Omit<Job, "id"> {
  readonly backoffMs: number;
}

/** Far more than an error is. */
const MAX_REASON = 65_536;

/** Reads a job from BullMQ; undefined if something else is kept in its place. */
export function fromKept({ id, data }: BullJob<KeptJob>): { job: Job; backoffMs: number } | undefined {
  const job = id === undefined ? undefined : readJob(id, data);
  return job === undefined ? undefined : { job, backoffMs: Number(data.backoffMs) || 0 };
}

/** Writes what a job failed with, the way BullMQ keeps it: as text. */
export function toReason(error: VolleyError): string {
  try {
    return JSON.stringify(toWireError(error));
  } catch {
    const { data: _, ...rest } = toWireError(error);
    return JSON.stringify(rest);
  }
}

/** Reads a dead job; undefined if something else is kept in its place. */
export function deadFromKept(kept: BullJob<KeptJob>): KeptDeadJob | undefined {
  const { job } = fromKept(kept) ?? {};
  if (job === undefined) return undefined;
  const written = parseJson(kept.failedReason ?? "", MAX_REASON);
  return {
    job,
    error: written === undefined ? lost(kept.stalledCounter) : fromWireError(written),
    // BullMQ starts a job that was lost too often once more, only to fail it.
    starts: written === undefined ? kept.attemptsStarted - 1 : kept.attemptsStarted,
    enqueuedAt: kept.timestamp,
    diedAt: kept.finishedOn ?? kept.timestamp,
  };
}

/** BullMQ's own reason: the job's nodes went away while it ran. */
function lost(times: number): VolleyError {
  return systemError("DISCONNECTED", `the nodes that ran it went away, ${times} times`, { data: { sent: true } });
}
