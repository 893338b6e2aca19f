import type { VolleyError } from "@volley/protocol";
import { type RemoteHead, readRemoteHead } from "../rpc/remote-head.js";

/** A call of a remote that is kept until it is done. It is JSON, and has no secrets of its own. */
export interface Job {
  readonly id: string;
  /** The id of the node that enqueued it. */
  readonly node: string;
  readonly head: RemoteHead;
  /** The input as the wire has it: JSON, or nothing. Never to be logged. */
  readonly input: string;
}

/** A job on its way to a queue. */
export interface NewJob {
  readonly job: Job;
  /** Whether the id comes from a key, so that it is worth remembering. */
  readonly keyed: boolean;
  /** How long it waits before its first start, in ms. */
  readonly delayMs: number;
  /** How often it may fail in all. */
  readonly attempts: number;
  /** How long it waits after it failed first, in ms; twice as long after each further time. */
  readonly backoffMs: number;
}

/** A job that failed for good. */
export interface KeptDeadJob {
  readonly job: Job;
  readonly error: VolleyError;
  /** How often it was started. */
  readonly starts: number;
  /** In ms since 1970, by the clocks of the nodes that wrote it. */
  readonly enqueuedAt: number;
  readonly diedAt: number;
}

/** Reads what was kept of a job besides its id; undefined for anything else. */
export function readJob(id: string, value: unknown): Job | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { node, head, input } = value as Partial<Job>;
  if (typeof node !== "string" || typeof input !== "string") return undefined;
  try {
    return { id, node, head: readRemoteHead(head), input };
  } catch {
    return undefined;
  }
}
