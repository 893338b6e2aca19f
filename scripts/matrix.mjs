import { spawnSync } from "node:child_process";
import { root, windows } from "./process.mjs";
import { provideRedis } from "./redis.mjs";
import { vitest } from "./vitest.mjs";

/** Majors besides the one that usually runs everything. */
const MAJORS = ["22", "24", "26"];

/**
 * Runs the unit and integration tests under other versions of Node (the arguments; none: those above), which npm's
 * package `node` brings. Prints a line for each, shows what vitest printed if a test failed, and returns an exit code.
 */
export async function matrix(args) {
  const env = await provideRedis();
  let failures = 0;
  for (const major of args.length > 0 ? args : MAJORS) {
    // Not a dependency: node_modules/.bin/node would be everybody's node then.
    const through = ["npx", "--yes", `--package=node@${major}`, "--"];
    const version = versionOf(through);
    if (version === undefined) {
      console.log(`Node ${major}: can't be had`);
      failures++;
      continue;
    }
    const startedAt = performance.now();
    const { passed, failed, skipped } = await vitest(["unit", "integration"], { env, through, quiet: true });
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(`Node ${version}: ${passed} passed, ${failed} failed, ${skipped} skipped  ${seconds} s`);
    failures += failed;
  }
  return failures > 0 ? 1 : 0;
}

function versionOf([command, ...args]) {
  const options = { cwd: root, encoding: "utf8", shell: windows };
  const { status, stdout } = spawnSync(command, [...args, "node", "--version"], options);
  return status === 0 ? stdout.trim().replace(/^v/, "") : undefined;
}
