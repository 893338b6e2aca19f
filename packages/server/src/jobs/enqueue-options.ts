import type { TraceContext } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";
import { MAX_BACKOFF_MS } from "./verdict.js";

/** Options of `server.enqueue`. */
export interface EnqueueOptions {
  /**
   * Makes this the same job as every other of this remote with this key, so that enqueuing again does no harm: from
   * 1 to 256 characters. The remote reads it as `call.idempotencyKey`. Default: a new one per call.
   */
  readonly key?: string | undefined;
  /** How long the job waits before it starts, in ms; up to a year. Default: 0. */
  readonly delayMs?: number | undefined;
  /** How often the job is tried before it is dead: from 1 to 100. Default: 5. */
  readonly attempts?: number | undefined;
  /**
   * How long it waits after it failed first, in ms, up to an hour; twice as long after each further time, and at
   * most an hour. What it really waits is spread between half of that and all of it. Default: 1,000.
   */
  readonly backoffMs?: number | undefined;
  /** What trace the job is a part of. One that isn't valid is ignored. Default: that of the message being handled. */
  readonly trace?: TraceContext | undefined;
}

/** What `server.enqueue` resolves with. */
export interface Enqueued {
  /** Finds the job in logs and among the dead. One key gives one id. */
  readonly jobId: string;
}

const MAX_KEY = 256;
const MAX_DELAY_MS = 366 * 86_400_000;
const MAX_ATTEMPTS = 100;

/** Fills in the defaults. Throws `BAD_REQUEST`. */
export function readEnqueueOptions(options: EnqueueOptions) {
  const { key, delayMs = 0, attempts = 5, backoffMs = 1_000 } = options;
  if (key !== undefined && (typeof key !== "string" || key === "" || key.length > MAX_KEY)) {
    throw systemError("BAD_REQUEST", `key is from 1 to ${MAX_KEY} characters`);
  }
  const isAttempts = Number.isInteger(attempts) && attempts >= 1 && attempts <= MAX_ATTEMPTS;
  if (!isAttempts) throw systemError("BAD_REQUEST", `attempts is a whole number from 1 to ${MAX_ATTEMPTS}`);
  const duration = { delayMs: wholeMs("delayMs", delayMs, MAX_DELAY_MS) };
  return { key, attempts, ...duration, backoffMs: wholeMs("backoffMs", backoffMs, MAX_BACKOFF_MS) };
}

function wholeMs(name: string, ms: number, max: number): number {
  if (ms >= 0 && ms <= max) return Math.round(ms);
  throw systemError("BAD_REQUEST", `${name} is from 0 to ${max}`);
}
