import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pnpm } from "./pnpm.mjs";
import { root } from "./process.mjs";
import { digest, isFresh } from "./stamp.mjs";

const stamp = join(root, "node_modules", ".installed-from");

/** Installs the locked dependencies, unless that was done for the same lockfile and manifests. Returns an exit code. */
export async function install() {
  const wanted = digest(inputs());
  if (isFresh(stamp, wanted)) return 0;
  // Without a terminal pnpm would refuse to replace a node_modules that another version of it made.
  const options = ["--frozen-lockfile", "--prefer-offline", "--config.confirm-modules-purge=false"];
  const code = await pnpm(["install", ...options]);
  if (code === 0) writeFileSync(stamp, wanted);
  return code;
}

function inputs() {
  const folders = ["packages", "examples"].flatMap((parent) =>
    readdirSync(join(root, parent)).map((name) => join(parent, name)),
  );
  const manifests = [".", "test", "bench", ...folders].map((folder) => join(folder, "package.json"));
  return [".npmrc", "pnpm-lock.yaml", "pnpm-workspace.yaml", ...manifests]
    .map((file) => join(root, file))
    .filter((file) => existsSync(file));
}
