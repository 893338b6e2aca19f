import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pnpm } from "./pnpm.mjs";
import { root } from "./process.mjs";
import { digest, isFresh } from "./stamp.mjs";

/** From the ground up: a change of one makes all that follow it stale. */
const projects = [
  "packages/protocol",
  "packages/client",
  "packages/server",
  "packages/reference-server",
  "packages/load",
  "examples/web",
];

const stamp = "built-from";

/** Builds what is stale, each into an empty dist, and returns an exit code. */
export async function build() {
  const stale = findStale();
  if (stale.length === 0) return 0;
  console.log(`Building ${stale.map(({ project }) => project).join(", ")} ...`);
  for (const { dist } of stale) rmSync(dist, { recursive: true, force: true });
  const filters = stale.map(({ project }) => `--filter=./${project}`);
  const code = await pnpm([...filters, "run", "build"], { quiet: true });
  if (code === 0) for (const { dist, wanted } of stale) writeFileSync(join(dist, stamp), wanted);
  return code;
}

function findStale() {
  const files = [join(root, "tsconfig.base.json"), join(root, "pnpm-lock.yaml")];
  const stale = [];
  for (const project of projects) {
    files.push(...inputs(join(root, project)));
    const wanted = digest(files);
    const dist = join(root, project, "dist");
    if (!isFresh(join(dist, stamp), wanted)) stale.push({ project, dist, wanted });
  }
  return stale;
}

/** Lists what a build may read: all of the project but its tests and outputs. */
function inputs(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (/^(node_modules|dist|\..*)$|\.test(-d)?\./.test(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? inputs(path) : [path];
  });
}
