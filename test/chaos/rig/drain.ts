import { until } from "../../support/until.js";
import { check } from "../checker.js";
import { describeReport, type Report } from "../report.js";
import type { ChaosCluster } from "./chaos-cluster.js";
import type { Member } from "./member.js";
import type { RunLog } from "./run-log.js";

/**
 * Waits at the end of a run until everybody is back, every request has settled, and every acknowledged push was seen by
 * each member or told to be missing; then judges the run. It also returns when that doesn't happen in time.
 */
export async function drain(
  {
    log,
    cluster,
    members,
  }: { readonly log: RunLog; readonly cluster: ChaosCluster; readonly members: readonly Member[] },
  withinMs = 60_000,
): Promise<Report> {
  const judge = (): Report => check(log.history(cluster.effects()));
  const isOpen = (): boolean => log.history().requests.some(({ settledAt }) => settledAt === undefined);
  const isDrained = async (): Promise<boolean> => {
    await new Promise((resolve) => setTimeout(resolve, 250));
    if (isOpen()) return false;
    const { prefix, middle, postfix } = judge().lost;
    return prefix + middle + postfix === 0;
  };
  const back = Promise.all(members.map((member) => member.settled()));
  await Promise.race([back, new Promise((resolve) => setTimeout(resolve, withinMs))]);
  await until(isDrained, "the drain", withinMs).catch(() => {});
  const report = judge();
  console.log(describeReport(report));
  const failures = members.flatMap((member) => member.failures);
  if (failures.length > 0) console.log(`  sessions that ended: ${failures.join(", ")}`);
  for (const violation of report.violations.slice(0, 20)) console.log(`  ${violation}`);
  return report;
}
