// `node --import tsx bench/profile.ts request-16 [peer]`: where the servers of a scenario spend their time. Leaves the
// profiles in results/profiles/, for Chrome's DevTools.
import { mkdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { place } from "./processes/placement.js";
import { startRedis } from "./processes/redis-process.js";
import { findRuntime } from "./processes/server-runtime.js";
import { printOutcomes } from "./report/print.js";
import { selfTimes } from "./report/profile.js";
import { FULL } from "./scenarios/efforts.js";
import { runScenario } from "./scenarios/run-scenario.js";
import { scenarios } from "./scenarios/scenarios.js";

const FUNCTIONS = 30;
const [, , name, peer = "volley"] = process.argv;
const scenario = scenarios.find((each) => each.name === name);
if (scenario === undefined) throw new Error(`there is no scenario ${name}`);
const contenders = scenario.contenders.filter((contender) => contender.peer === peer);

const folder = fileURLToPath(new URL(`results/profiles/${name}-${peer}`, import.meta.url));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const placement = place();
const redis = await startRedis();
const host = { runtime: findRuntime(), placement, nodeOptions: ["--cpu-prof", `--cpu-prof-dir=${folder}`] };
const effort = { ...FULL, rounds: 3, idleConnections: 1_000, stormConnections: 1_000 };
printOutcomes(scenario, await runScenario({ ...scenario, contenders }, { host, effort, redisUrl: redis.url }));
await redis.stop();
for (const { name: called, share } of selfTimes(folder).slice(0, FUNCTIONS)) {
  console.log(`${(share * 100).toFixed(1).padStart(6)} %  ${called}`);
}
