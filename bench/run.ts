// `npm run bench`: all scenarios, or those whose names begin as an argument says. `--quick` takes less of everything.
import { performance } from "node:perf_hooks";
import { type Summary, summarize } from "./measure/sample.js";
import { place } from "./processes/placement.js";
import { startRedis } from "./processes/redis-process.js";
import { findRuntime } from "./processes/server-runtime.js";
import type { Bench, Effort, Prepared, Scenario } from "./scenarios/scenario.js";
import { scenarios } from "./scenarios/scenarios.js";

const args = process.argv.slice(2);
const isQuick = args.includes("--quick");
const wanted = args.filter((arg) => !arg.startsWith("--"));
console.log(isQuick, wanted, scenarios.length, performance.now());
const full: Effort = {
  rounds: 7,
  roundMs: 2000,
  warmUpMs: 1500,
  idleConnections: 5000,
  stormConnections: 2000,
  nodeCounts: [1, 2, 4, 8],
};
const quick: Effort = {
  rounds: 3,
  roundMs: 300,
  warmUpMs: 500,
  idleConnections: 1000,
  stormConnections: 500,
  nodeCounts: [1, 8],
};
const runtime = findRuntime();
const placement = place();
const redis = await startRedis();
const bench: Bench = { host: { runtime, placement }, effort: isQuick ? quick : full, redisUrl: redis.url };
for (const scenario of scenarios.filter(({ name }) => wanted.length === 0 || wanted.some((w) => name.startsWith(w)))) {
  const t0 = performance.now();
  const rows = await run(scenario, bench);
  console.log(scenario.name, ((performance.now() - t0) / 1000).toFixed(1), "s");
  console.table(rows);
}
await redis.stop();

async function run(scenario: Scenario, bench: Bench): Promise<Record<string, Summary>> {
  const prepared: { peer: string; it: Prepared; samples: object[] }[] = [];
  for (const c of scenario.contenders) prepared.push({ peer: c.peer, it: await c.prepare(bench), samples: [] });
  for (let r = 0; r < bench.effort.rounds; r++)
    for (let i = 0; i < prepared.length; i++) {
      const p = prepared[(i + r) % prepared.length] as (typeof prepared)[0];
      p.samples.push(await p.it.round());
    }
  for (const p of prepared) await p.it.close();
  return Object.fromEntries(prepared.map((p) => [p.peer, summarize(p.samples)]));
}
