import type { LatencySummary } from "../measure/latencies.js";
import type { Limits } from "../options/read-options.js";

/** Whether a limit of the command line held. */
export interface Verdict {
  readonly flag: "--max-p99" | "--max-errors";
  /** In ms, or a share of all messages from 0 to 1. */
  readonly limit: number;
  /** `null`: nothing was measured, which fails. */
  readonly actual: number | null;
  readonly passed: boolean;
}

/** All messages of a run, in short. */
interface Messages {
  readonly sent: number;
  readonly notSent: number;
  readonly failed: number;
  readonly latency: LatencySummary | null;
}

/** Holds a run against the limits that were asked for. What was not sent counts as failed. */
export function judge({ sent, notSent, failed, latency }: Messages, { p99Ms, errors }: Limits): readonly Verdict[] {
  const share = sent + notSent === 0 ? null : (failed + notSent) / (sent + notSent);
  const verdict = (flag: Verdict["flag"], limit: number | undefined, actual: number | null): readonly Verdict[] =>
    limit === undefined ? [] : [{ flag, limit, actual, passed: actual !== null && actual <= limit }];
  return [
    ...verdict("--max-p99", p99Ms, latency?.percentiles["p99"] ?? null),
    ...verdict("--max-errors", errors, share),
  ];
}
