import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, tool } from "./process.mjs";

/**
 * Runs projects of vitest.config.ts and counts their tests: `{ passed, failed, skipped }`. `through` is a command that
 * runs vitest in its turn.
 */
export async function vitest(projects, { args = [], env = {}, through = [], quiet = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "volley-test-"));
  const report = join(folder, "report.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const names = [projects].flat().map((name) => `--project=${name}`);
  const [command, ...rest] = [...through, tool("vitest"), "run", ...names, "--passWithNoTests", ...reporters, ...args];
  try {
    const code = await run(command, rest, { env, quiet });
    return count(report, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report, code) {
  const { numPassedTests: passed, numFailedTests, numPendingTests, numTodoTests } = read(report);
  // A file that doesn't load, or an unhandled rejection, fails the run without a failed test.
  const failed = code === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed, failed, skipped: numPendingTests + numTodoTests };
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, "utf8"));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, numPendingTests: 0, numTodoTests: 0 }; // it crashed
  }
}
