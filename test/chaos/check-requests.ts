import type { History, SentRequest } from "./history.js";
import type { Report } from "./report.js";

/** How much later than its time a request may settle: what a busy machine takes to run a timer. */
const SLACK_MS = 2_000;

/** Looks whether each request settled in time, and had its effect once. */
export function checkRequests(history: History, report: Report): void {
  for (const request of history.requests) {
    if (request.code === "OUTCOME_UNKNOWN") report.unknown++;
    if (!isHung(request, history)) continue;
    report.hung++;
    const since = Math.round((request.settledAt ?? history.endedAt) - request.startedAt);
    report.violations.push(`hung: ${request.name} had ${request.timeoutMs} ms and took ${since} or more`);
  }
  checkEffects(history, report);
}

/** A request may take longer by all of the declared time that falls into its own. */
function isHung({ startedAt, timeoutMs, settledAt }: SentRequest, { endedAt, windows = [] }: History): boolean {
  const end = settledAt ?? endedAt;
  const excused = windows.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, end) - Math.max(from, startedAt)),
    0,
  );
  const slack = settledAt === undefined ? 0 : SLACK_MS;
  return end - startedAt > timeoutMs + excused + slack;
}

function checkEffects({ requests, effects }: History, report: Report): void {
  const had = new Map<string, number>();
  for (const effect of effects) had.set(effect, (had.get(effect) ?? 0) + 1);
  for (const [effect, times] of had) {
    if (times <= 1) continue;
    report.doubled++;
    report.violations.push(`doubled: the effect ${effect} was had ${times} times`);
  }
  for (const [effect, replies] of repliesByEffect(requests)) {
    if (!had.has(effect)) {
      report.groundless++;
      report.violations.push(`groundless: ${effect} was answered, and had no effect`);
    }
    if (new Set(replies).size <= 1) continue;
    report.unequal++;
    report.violations.push(`unequal: ${effect} was answered with ${[...new Set(replies)].join(" and ")}`);
  }
}

function repliesByEffect(requests: readonly SentRequest[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { effect, code, settledAt, reply } of requests) {
    if (effect === undefined || settledAt === undefined || code !== "") continue;
    found.set(effect, [...(found.get(effect) ?? []), JSON.stringify(reply)]);
  }
  return found;
}
