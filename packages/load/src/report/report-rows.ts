import type { ErrorCount } from "../measure/error-counts.js";
import type { LatencySummary } from "../measure/latencies.js";
import { countText, timeText } from "./figures.js";
import type { LoadReport, PushReport, StepReport } from "./load-report.js";

/** Which percentiles tables show. */
const SHOWN = ["p50", "p90", "p99", "p99.9"] as const;

export const STEP_HEAD = ["step", "sent", "answered", "failed", "not sent", ...SHOWN, "max"];
export const PUSH_HEAD = ["push", "received", "replayed", ...SHOWN, "max"];

/** Writes the cells of a step. */
export function stepRow({ name, sent, answered, failed, notSent, latency }: StepReport): readonly string[] {
  return [name, ...[sent, answered, failed, notSent].map(countText), ...times(latency)];
}

/** Writes the cells of a push. */
export function pushRow({ name, received, replayed, latency }: PushReport): readonly string[] {
  return [name, countText(received), countText(replayed), ...times(latency)];
}

/** Writes the cells of all errors: where, code, how often, the first one's message. */
export function errorRows({ steps, connections }: LoadReport): readonly (readonly string[])[] {
  const rows = (where: string, errors: readonly ErrorCount[]): string[][] =>
    errors.map(({ code, count, example }) => [where, code, countText(count), example]);
  return [
    ...steps.flatMap(({ name, errors }) => rows(name, errors)),
    ...rows("connecting", connections.failures),
    ...rows("connection lost", connections.losses),
    ...rows("setup", connections.setups),
    ...rows("told to stay away", connections.closings),
  ];
}

function times(latency: LatencySummary | null): string[] {
  return [...SHOWN.map((name) => timeText(latency?.percentiles[name])), timeText(latency?.max)];
}
