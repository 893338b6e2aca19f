import { build } from "./build.mjs";
import { provideChromium } from "./chromium.mjs";
import { checkDeploy } from "./deploy.mjs";
import { lint } from "./lint.mjs";
import { checkPackages } from "./packages.mjs";
import { pnpm } from "./pnpm.mjs";
import { run, tool } from "./process.mjs";
import { provideRedis } from "./redis.mjs";
import { vitest } from "./vitest.mjs";

/**
 * In the order of a full run: `check` counts as one test, `project` (of vitest.config.ts) as the tests in it, and
 * `checks` as what it returns.
 */
const steps = [
  { name: "lint", check: lint },
  { name: "types", check: () => pnpm(["--recursive", "--no-bail", "run", "typecheck"]) },
  { name: "type-tests", project: "types" },
  { name: "unit", project: "unit", env: provideRedis },
  { name: "integration", project: "integration", env: provideRedis },
  { name: "deploy", checks: checkDeploy },
  { name: "build", check: build },
  {
    name: "browser",
    project: "browser",
    after: "build",
    env: async () => ({ ...(await provideRedis()), ...(await provideChromium()) }),
  },
  { name: "size", check: () => run(tool("size-limit"), []), after: "build" },
  { name: "packages", checks: checkPackages, after: "build" },
];

/**
 * Runs the steps that the first arguments name (none: all), each also when an earlier one failed; vitest gets the
 * remaining arguments. Ends with the line `N passed, N failed, N skipped` and returns an exit code.
 */
export async function test(args) {
  const isStep = (arg) => steps.some(({ name }) => name === arg);
  const rest = args.findIndex((arg) => !isStep(arg));
  const asked = rest < 0 ? args : args.slice(0, rest);
  const vitestArgs = rest < 0 ? [] : args.slice(args[rest] === "--" ? rest + 1 : rest);

  const results = [];
  for (const step of choose(asked)) {
    console.log(`\n── ${step.name} ──`);
    const startedAt = performance.now();
    const counts = await runStep(step, vitestArgs);
    results.push({ ...step, ...counts, seconds: (performance.now() - startedAt) / 1_000 });
  }
  return summarize(results);
}

function choose(names) {
  if (names.length === 0) return steps;
  const asked = steps.filter(({ name }) => names.includes(name));
  return steps.filter((step) => asked.some(({ name, after }) => step.name === name || step.name === after));
}

async function runStep({ check, checks, project, env }, args) {
  if (project) return vitest(project, { args, env: await env?.() });
  if (checks) return checks();
  const passed = (await check()) === 0;
  return { passed: Number(passed), failed: Number(!passed), skipped: 0 };
}

function summarize(results) {
  const total = (count, among = results) => among.reduce((sum, result) => sum + result[count], 0);
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map((count) => total(count));
  const projects = results.filter(({ project }) => project);
  const idle = projects.length > 0 && total("passed", projects) + total("failed", projects) === 0;
  const skippedInCi = skipped > 0 && process.env.CI === "true";

  console.log();
  for (const result of results) console.log(describe(result));
  if (idle) console.log("No test ran: that is a failure.");
  if (skippedInCi) console.log("With CI=true a skipped test is a failure.");
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
  return failed > 0 || idle || skippedInCi ? 1 : 0;
}

function describe({ name, passed, failed, skipped, seconds }) {
  const counts = [passed, failed, skipped].map((count) => String(count).padStart(5));
  return `  ${name.padEnd(12)}${counts[0]} passed${counts[1]} failed${counts[2]} skipped  ${seconds.toFixed(1).padStart(6)} s`;
}
