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
  if (!args.includes("--cluster")) return supervise(exampleCommand("start"), { PORT: "3000" });
  // Without any the cluster itself says what to do.
  const redis = process.env.REDIS_URL ? undefined : findRedis();
  return supervise(exampleCommand("cluster"), { PORT: "3000", ...(redis && { REDIS_SERVER: redis }) });
}

/** Serves the example from its sources, with hot reload, until a signal stops it. Returns an exit code. */
export function dev() {
  return supervise(exampleCommand("dev"));
}

/** Runs the built reference server with these flags until a signal stops it. Returns an exit code. */
export async function server(args = []) {
  const failed = await build();
  if (failed) return failed;
  return supervise({ args: [join("packages", "reference-server", "dist", "bin.js"), ...args], cwd: root });
}

/** Runs the built load tool with this scenario and these flags. Returns an exit code. */
export async function load(args = []) {
  const failed = await build();
  if (failed) return failed;
  return supervise({ args: [join("packages", "load", "dist", "bin.js"), ...args], cwd: root });
}

/** What the example's `node …` script of this name runs. */
function exampleCommand(script) {
  // Not through pnpm or a shell: those end at a signal, before the server has closed.
  const command = JSON.parse(readFileSync(join(example, "package.json"), "utf8")).scripts[script];
  return { args: command.split(" ").slice(1), cwd: example };
}

/**
 * Runs Node with these arguments. The first signal is passed on, and the script has the time that it needs to
 * end; a second one kills it. Returns 0 after a signal that it heeded, else its own exit code.
 */
function supervise({ args, cwd }, defaults = {}) {
  const child = spawn(process.execPath, ["--import", leash, ...args], {
    cwd,
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
