// `npm run bench`: runs all scenarios, prints what became of the targets, and writes results/latest.json and the pages
// with figures. `--quick` takes less of everything. With names, only the scenarios that begin so are run, and
// nothing is written, unless `--merge` puts them into the results that there are.
import { performance } from "node:perf_hooks";
import { place } from "./processes/placement.js";
import { startRedis } from "./processes/redis-process.js";
import { findRuntime } from "./processes/server-runtime.js";
import { environment } from "./report/environment.js";
import { judge } from "./report/judge.js";
import { type Measured, mergeReports } from "./report/merge-report.js";
import { readLatest, writeReport } from "./report/pages.js";
import { printOutcomes, printVerdicts } from "./report/print.js";
import { targets } from "./report/targets.js";
import { FULL, QUICK } from "./scenarios/efforts.js";
import { type Outcome, runScenario } from "./scenarios/run-scenario.js";
import type { Bench, Contender } from "./scenarios/scenario.js";
import { scenarios } from "./scenarios/scenarios.js";

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith("-"));
const effort = args.includes("--quick") ? QUICK : FULL;
const startedAt = performance.now();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1)); // Redis ends with it

const runtime = findRuntime();
const placement = place();
const redis = await startRedis();
const bench: Bench = { host: { runtime, placement }, effort, redisUrl: redis.url };
const notices: string[] = [];
if (runtime.noColyseus !== undefined) notices.push(`Colyseus is missing: ${runtime.noColyseus}`);
for (const notice of notices) console.log(notice);

const canRun = ({ peer }: Contender): boolean => peer !== "colyseus" || runtime.noColyseus === undefined;
const chosen = scenarios.filter(({ name, isExtra }) =>
  names.length > 0 ? names.some((prefix) => name.startsWith(prefix)) : !(effort.isQuick && isExtra === true),
);
const results: Outcome[] = [];
try {
  for (const scenario of chosen) {
    const outcomes = await runScenario({ ...scenario, contenders: scenario.contenders.filter(canRun) }, bench);
    printOutcomes(scenario, outcomes);
    results.push(...outcomes);
  }
} finally {
  await redis.stop();
}

printVerdicts(judge(results, targets));
console.log(`\n${Math.round((performance.now() - startedAt) / 1_000)} s on ${placement.note}`);

const isMerged = args.includes("--merge");
if (names.length === 0 || isMerged) {
  const run = effort.isQuick ? "quick" : "full";
  const fresh: Measured = { ...environment(runtime, placement), run, rounds: effort.rounds, notices, results };
  const order = scenarios.map(({ name }) => name);
  const measured = isMerged ? mergeReports(readLatest(), fresh, order) : fresh;
  writeReport({ ...measured, targets: judge(measured.results, targets) });
}
