import type { VolleyError } from "@volley/protocol";

/** What becomes of a job after it ran. */
export type Verdict =
  | { readonly type: "done" }
  | { readonly type: "retry"; readonly error: VolleyError; readonly afterMs: number }
  | { readonly type: "dead"; readonly error: VolleyError };

/** What is known of a job's tries when it has run once more. */
export interface Tries {
  /** How often it had failed before. */
  readonly failures: number;
  readonly attempts: number;
  readonly backoffMs: number;
}

/** The longest wait between two tries. */
export const MAX_BACKOFF_MS = 3_600_000;

/** Says what becomes of a job that succeeded (no error) or failed; `random` is from 0 to 1. */
export function verdictOf(error: VolleyError | undefined, tries: Tries, random: number): Verdict {
  if (error === undefined) return { type: "done" };
  const failures = tries.failures + 1;
  if (isFinal(error) || failures >= tries.attempts) return { type: "dead", error };
  return { type: "retry", error, afterMs: backoffAfter(failures, tries.backoffMs, random) };
}

/** Whether another try would fail the same way. Nobody knows that of a bug, which is what `INTERNAL` hides. */
function isFinal(error: VolleyError): boolean {
  return !error.retryable && error.code !== "INTERNAL";
}

/** Doubles with each failure, and is spread from half to the full, so that what failed together doesn't come back together. */
function backoffAfter(failures: number, backoffMs: number, random: number): number {
  const full = Math.min(MAX_BACKOFF_MS, backoffMs * 2 ** (failures - 1));
  return Math.round(full * (0.5 + random / 2));
}
