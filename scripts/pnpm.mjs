import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run, windows } from "./process.mjs";

/** Runs pnpm, the newcomer's own if it is fit, else the pinned one through npx, and returns its exit code. */
export function pnpm(args, options) {
  const [command, ...prefix] = findPnpm();
  return run(command, [...prefix, ...args], options);
}

/** The command that runs a fit pnpm, and its first arguments. */
export function findPnpm() {
  const { status, stdout } = spawnSync("pnpm", ["--version"], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, COREPACK_ENABLE_DOWNLOAD_PROMPT: "0" },
    shell: windows,
  });
  const major = status === 0 ? Number.parseInt(stdout, 10) : 0;
  // Majors after 10 are made for Node 22, and 11 doesn't start on Node 20.
  const fit = major === 10 || (major > 10 && Number.parseInt(process.versions.node, 10) >= 22);
  return fit ? ["pnpm"] : ["npx", "--yes", `pnpm@${pinnedVersion()}`];
}

function pinnedVersion() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return /^pnpm@([\d.]+)/.exec(packageManager)[1];
}
