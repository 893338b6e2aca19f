import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mutants as all } from "../test/mutants/mutants.mjs";
import { root, tool, windows } from "./process.mjs";
import { provideRedis } from "./redis.mjs";

/**
 * Switches each safety mechanism off, on a copy of the tree, and expects that its test fails. The arguments choose
 * mutants by parts of their names; none: all. Prints a line for each and returns an exit code.
 */
export async function mutants(args) {
  const chosen = all.filter(({ name, mechanism }) => args.every((arg) => `${mechanism} ${name}`.includes(arg)));
  const env = await provideRedis();
  const folder = copyTree();
  try {
    const health = runTests(
      folder,
      chosen.map(({ test }) => test),
      env,
    );
    const isFit = ({ test: [, title] }) => health.get(title) === "passed";
    for (const { test } of chosen.filter((mutant) => !isFit(mutant))) {
      console.log(`not there, or red without any mutant: ${test.join(": ")}`);
    }
    const survivors = chosen.filter((mutant) => !isFit(mutant) || !dies(folder, mutant, env));
    console.log(`\n${chosen.length - survivors.length} of ${chosen.length} mutants were noticed`);
    return survivors.length > 0 || chosen.length === 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Applies a mutant, runs its test, and takes it back. */
function dies(folder, { name, mechanism, file, find, replace, test }, env) {
  const path = join(folder, file);
  const source = readFileSync(path, "utf8");
  const say = (outcome) => console.log(`${mechanism.padEnd(28)} ${name.padEnd(58)} ${outcome}`);
  if (source.split(find).length !== 2) {
    say(`doesn't apply to ${file}`);
    return false;
  }
  writeFileSync(
    path,
    source.replace(find, () => replace),
  );
  const outcome = runTests(folder, [test], env).get(test[1]) ?? "not run";
  writeFileSync(path, source);
  say(outcome === "failed" ? "noticed" : `SURVIVED (${outcome}): ${test.join(": ")}`);
  return outcome === "failed";
}

/** Runs tests, given as file and title; returns what became of each title: the worst, should it stand there twice. */
function runTests(folder, tests, env) {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const files = [...new Set(tests.map(([file]) => file))];
  const titles = tests.map(([, title]) => title.replaceAll(/[^\w ,:']/g, "\\$&")).join("|");
  const reporter = ["--reporter=json", `--outputFile.json=${report}`];
  const projects = files.map((file) => (file.startsWith("test/") ? "integration" : "unit"));
  const args = ["run", ...new Set(projects.map((name) => `--project=${name}`)), ...reporter, "-t", titles, ...files];
  spawnSync(join(folder, tool("vitest")), args, { cwd: folder, env: { ...process.env, ...env }, shell: windows });
  const outcomes = new Map();
  for (const { title, status } of assertions(report)) {
    if (status === "failed" || !outcomes.has(title)) outcomes.set(title, status);
  }
  return outcomes;
}

/** Nothing when the run crashed: then no test is "failed", and nobody takes that for a proof. */
function assertions(report) {
  try {
    const { testResults } = JSON.parse(readFileSync(report, "utf8"));
    return testResults.flatMap(({ assertionResults }) => assertionResults).filter(({ status }) => status !== "skipped");
  } catch {
    return [];
  }
}

/** Copies what git knows or would take; packages find each other in the copy, and what is installed here. */
function copyTree() {
  const folder = mkdtempSync(join(tmpdir(), "volley-mutants-"));
  const listed = spawnSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  for (const file of listed.stdout.split("\0").filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const workspaces = ["test", ...["packages", "examples"].flatMap((parent) => children(parent))];
  for (const workspace of workspaces) {
    // The links lead to neighbours and to the root's node_modules: as links they do so in the copy too.
    cpSync(join(root, workspace, "node_modules"), join(folder, workspace, "node_modules"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !path.includes(".vite"),
    });
  }
  return folder;
}

const children = (parent) => readdirSync(join(root, parent)).map((name) => join(parent, name));
