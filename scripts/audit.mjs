import { spawnSync } from "node:child_process";
import { findPnpm } from "./pnpm.mjs";
import { root, windows } from "./process.mjs";

/**
 * Asks the registry whether something that users of the packages install is known to be vulnerable. Where it doesn't
 * answer that question, such as offline, it says so: that is no failure. Returns an exit code.
 */
export function audit() {
  const [command, ...prefix] = findPnpm();
  const { stdout = "" } = spawnSync(command, [...prefix, "audit", "--prod", "--json"], {
    cwd: root,
    encoding: "utf8",
    shell: windows,
    timeout: 120_000,
  });
  const report = parse(stdout);
  if (report?.metadata?.vulnerabilities === undefined) {
    const why = report?.error?.message ?? "no answer";
    console.log(`Skipped: the registry doesn't say what is vulnerable (${String(why).split(/[:(]/, 1)[0]}).`);
    return 0;
  }
  const advisories = Object.values(report.advisories ?? {});
  for (const { severity, module_name, vulnerable_versions, title, url } of advisories) {
    console.log(`${severity}: ${module_name} ${vulnerable_versions}: ${title} ${url}`);
  }
  const count = Object.values(report.metadata.vulnerabilities).reduce((sum, each) => sum + each, 0);
  console.log(`${count} known vulnerabilities in ${report.metadata.dependencies ?? "the"} runtime dependencies.`);
  return count === 0 ? 0 : 1;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
