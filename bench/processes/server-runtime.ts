import { spawnSync } from "node:child_process";

/** The Node that all servers run on, so that none has the newer one. */
export interface Runtime {
  readonly path: string;
  readonly version: string;
  /** Why Colyseus can't take part, if so. */
  readonly noColyseus?: string;
}

/** Colyseus 0.18 asks for Node 22. */
const OLDEST_FOR_ALL = 22;
const FETCHED = "node@24";

/** Finds a Node for all servers: this one if it is new enough, else one that npm's package `node` brings. */
export function findRuntime(): Runtime {
  const own = { path: process.execPath, version: process.version };
  if (majorOf(own.version) >= OLDEST_FOR_ALL) return own;
  const args = ["--yes", `--package=${FETCHED}`, "--", "node", "-p", "process.execPath + ' ' + process.version"];
  const { status, stdout, stderr } = spawnSync("npx", args, { encoding: "utf8", timeout: 180_000 });
  const [path, version] = stdout?.trim().split("\n").at(-1)?.split(" ") ?? [];
  if (status === 0 && path && version) return { path, version };
  return { ...own, noColyseus: `it asks for Node ${OLDEST_FOR_ALL}, and npm's ${FETCHED} can't be had: ${stderr}` };
}

const majorOf = (version: string): number => Number.parseInt(version.slice(1), 10);
