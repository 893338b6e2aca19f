import { rounded } from "../measure/sample.js";
import type { Outcome } from "../scenarios/run-scenario.js";
import type { Scenario } from "../scenarios/scenario.js";
import type { Verdict } from "./judge.js";
import { describe } from "./tables.js";

/** Prints a scenario as soon as it is done. */
export function printOutcomes({ name, title, operation }: Scenario, outcomes: readonly Outcome[]): void {
  console.log(`\n${name}: ${title}, per ${operation}`);
  for (const { scenario: _, peer, rounds: __, spread, ...sample } of outcomes) {
    const figures = Object.entries(sample).map(([metric, value]) => `${metric} ${rounded(value ?? 0)}`);
    console.log(`  ${peer.padEnd(18)} ${figures.join("  ")}  (±${Math.round(spread * 50)} %)`);
  }
}

/** Prints each target with pass or miss. */
export function printVerdicts(verdicts: readonly Verdict[]): void {
  console.log("\nTargets");
  for (const verdict of verdicts) {
    const { scenario, ratio, target, stretch, met, stretchMet } = verdict;
    const wish = stretch === undefined ? "" : `, stretch ${stretch}: ${stretchMet ? "pass" : "miss"}`;
    console.log(
      `  ${met ? "pass" : "miss"}  ${scenario.padEnd(17)} ${describe(verdict)}: ${ratio} (≤ ${target}${wish})`,
    );
  }
  console.log(`  ${verdicts.filter(({ met }) => met).length} of ${verdicts.length} met`);
}
