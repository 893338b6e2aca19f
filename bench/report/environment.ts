import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem, type } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Placement } from "../processes/placement.js";
import type { Runtime } from "../processes/server-runtime.js";
import type { Report } from "./report.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const MEASURED = [
  "socket.io",
  "socket.io-msgpack-parser",
  "@socket.io/redis-adapter",
  "ws",
  "@colyseus/core",
  "ioredis",
];

/** Says where and with what a run was made. */
export function environment(runtime: Runtime, placement: Placement): Pick<Report, "machine" | "versions" | "commit"> {
  return {
    machine: {
      cpu: cpus()[0]?.model ?? "unknown",
      // All there are: this process has been kept to some of them.
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      system: `${type()} ${release()}`,
      placement: placement.note,
    },
    versions: {
      "Node of the servers": runtime.version,
      "Node of the driver": process.version,
      Redis: redisVersion(),
      ...Object.fromEntries(MEASURED.map((name) => [name, versionOf(name)])),
    },
    commit:
      git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "--", "packages") === "" ? "" : "+changes"),
  };
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
}

function redisVersion(): string {
  const output = execFileSync(process.env["REDIS_SERVER"] || "redis-server", ["--version"], { encoding: "utf8" });
  return / v=(\S+)/.exec(output)?.[1] ?? "unknown";
}

/** Reads it from the manifest, which a package need not export. */
function versionOf(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  for (;;) {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
      if (manifest["name"] === name) return manifest["version"] ?? "unknown";
    } catch {
      // not in this folder
    }
    const parent = dirname(folder);
    if (parent === folder) return "unknown";
    folder = parent;
  }
}
