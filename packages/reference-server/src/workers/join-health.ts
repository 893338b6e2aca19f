import type { CheckResult, HealthReport, UnreadyReason } from "@volley/server/health";
import type { Answers } from "./worker-questions.js";

/**
 * Says how all workers together are: ready if there is one, and each of them is, as the port's connections go to any of
 * them. `answers` has those that listen: one that is being replaced gets no connections. One that drains gets none
 * either, so it counts only if all do. Each is among the `checks`.
 */
export function joinHealth(answers: Answers<"health">, { started }: { readonly started: boolean }): HealthReport {
  const reasons = new Set<UnreadyReason>();
  if (!started) reasons.add("starting");
  else if (answers.size === 0) reasons.add("not-listening");
  const checks: Record<string, CheckResult> = {};
  const allDrain = [...answers.values()].every(isDraining);
  for (const [place, report] of answers) {
    const counts = allDrain || !isDraining(report);
    if (counts) for (const reason of report?.reasons ?? ["check" as const]) reasons.add(reason);
    checks[`worker-${place}`] = checkOf(report);
    for (const [name, result] of Object.entries(report?.checks ?? {})) checks[`worker-${place}-${name}`] = result;
  }
  return { started, ready: reasons.size === 0, reasons: [...reasons], checks };
}

function isDraining(report: HealthReport | undefined): boolean {
  return report?.reasons.includes("draining") === true;
}

function checkOf(report: HealthReport | undefined): CheckResult {
  if (report === undefined) return { ok: false, tookMs: 0, problem: "timeout" };
  return report.ready ? { ok: true, tookMs: 0 } : { ok: false, tookMs: 0, problem: "failed" };
}
