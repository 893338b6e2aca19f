import { spawnSync } from "node:child_process";

/** Files that a process has open besides connections, with room to spare. */
const OTHER_FILES = 200;

/** Takes connections back to what `ulimit -n` allows, and says so. */
export function afford(connections: number): number {
  const limit = Number(spawnSync("sh", ["-c", "ulimit -n"], { encoding: "utf8" }).stdout?.trim());
  const most = Number.isFinite(limit) ? Math.max(1, limit - OTHER_FILES) : connections;
  if (most >= connections) return connections;
  console.log(`  ulimit -n is ${limit}: ${most} connections instead of ${connections}`);
  return most;
}
