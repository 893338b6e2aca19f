import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run, tool } from "./process.mjs";

/** More files than this don't fail by chance. */
const MAX_FLAKY_FILES = 3;
const unhandledReporter = fileURLToPath(new URL("unhandled-reporter.mjs", import.meta.url));
/** What checks the guarantees under faults: whatever fails there once is a failure. */
const NEVER_AGAIN = /[\\/]test[\\/]chaos[\\/]/;

/**
 * Runs projects of vitest.config.ts and counts their tests: `{ passed, failed, skipped }`. `through` is a command that
 * runs vitest in its turn. With CI=true files in which a test failed are run once more, alone: what passes then is
 * named, as flaky.
 */
export async function vitest(projects, options = {}) {
  const first = await runOnce(projects, options);
  const files = first.files.filter(({ status }) => status === "failed");
  if (process.env.CI !== "true" || first.unhandled > 0 || !mayBeFlaky(files)) return counts(first);
  const names = files.map(({ name }) => name);
  console.log(`\nOnce more, alone:\n  ${names.join("\n  ")}`);
  const again = await runOnce(projects, { ...options, args: [...(options.args ?? []), ...names] });
  const flaky = failuresIn(files).filter((name) => !failuresIn(again.files).includes(name));
  if (flaky.length > 0) console.log(`\nFLAKY, passed the second time:\n  ${flaky.join("\n  ")}`);
  const others = first.files.filter(({ status }) => status !== "failed");
  return counts({ code: again.code, files: [...others, ...again.files] });
}

function mayBeFlaky(files) {
  if (files.length === 0 || files.length > MAX_FLAKY_FILES) return false;
  // A file without a failed test didn't load.
  return files.every((file) => !NEVER_AGAIN.test(file.name) && failuresIn([file]).length > 0);
}

async function runOnce(projects, { args = [], env = {}, through = [], quiet = false }) {
  const folder = mkdtempSync(join(tmpdir(), "volley-test-"));
  const report = join(folder, "report.json");
  const unhandled = join(folder, "unhandled.txt");
  const reporters = ["default", "json", unhandledReporter].map((name) => `--reporter=${name}`);
  const names = [projects].flat().map((name) => `--project=${name}`);
  const [command, ...rest] = [...through, tool("vitest"), "run", ...names, "--passWithNoTests", ...reporters];
  try {
    const more = [`--outputFile.json=${report}`, ...args];
    const code = await run(command, [...rest, ...more], { env: { ...env, VOLLEY_UNHANDLED: unhandled }, quiet });
    return { code, files: filesOf(report), unhandled: Number(readOr(unhandled, "1")) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesOf(report) {
  return JSON.parse(readOr(report, '{ "testResults": [] }')).testResults;
}

/** A run that crashed leaves nothing behind. */
function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}

function failuresIn(files) {
  const tests = files.flatMap(({ assertionResults }) => assertionResults);
  return tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName);
}

function counts({ code, files }) {
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const passed = statuses.filter((status) => status === "passed").length;
  const failed = statuses.filter((status) => status === "failed").length;
  // A file that doesn't load, or an unhandled rejection, fails the run without a failed test.
  return { passed, failed: code === 0 ? failed : Math.max(1, failed), skipped: statuses.length - passed - failed };
}
