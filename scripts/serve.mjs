import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root, windows } from "./process.mjs";
import { findRedis } from "./redis.mjs";

const example = join(root, "examples", "web");
const leash = new URL("./leash.mjs", import.meta.url).href;

/**
 * Serves the built example on `PORT` (default 3000) until a signal stops it; with `--cluster` by several processes on a
 * Redis. Returns an exit code.
 */
export async function start(args = []) {
  const failed = await build();
  if (failed) return failed;
  if (!args.includes("--cluster")) return supervise("start", { PORT: "3000" });
  // Without any the cluster itself says what to do.
  const redis = process.env.REDIS_URL ? undefined : findRedis();
  return supervise("cluster", { PORT: "3000", ...(redis && { REDIS_SERVER: redis }) });
}

/** Serves the example from its sources, with hot reload, until a signal stops it. Returns an exit code. */
export function dev() {
  return supervise("dev");
}

/**
 * Runs a `node …` script of the example. The first signal is passed on, and the script has the time that it needs to
 * end; a second one kills it. Returns 0 after a signal that it heeded, else its own exit code.
 */
function supervise(script, defaults = {}) {
  // Not through pnpm or a shell: those end at a signal, before the server has closed.
  const command = JSON.parse(readFileSync(join(example, "package.json"), "utf8")).scripts[script];
  const child = spawn(process.execPath, ["--import", leash, ...command.split(" ").slice(1)], {
    cwd: example,
    env: { ...defaults, ...process.env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: !windows, // a process group of its own: Ctrl-C reaches it through us only
  });
  let stoppedAt;
  const stop = (signal) => {
    if (stoppedAt === undefined) {
      stoppedAt = performance.now();
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      // One Ctrl-C comes twice, from the terminal and through npm.
    } else if (performance.now() - stoppedAt > 1_000) {
      process.kill(windows ? child.pid : -child.pid, "SIGKILL");
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, stop);
  return new Promise((resolve) => {
    child.on("close", (code, signal) => {
      const heeded = stoppedAt !== undefined && signal !== "SIGKILL";
      resolve(code ?? (heeded ? 0 : 1));
    });
  });
}
