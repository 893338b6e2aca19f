import { spawn } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

export const windows = process.platform === "win32";

/**
 * Runs a command in the repository's root to its end and returns its exit code (127: it can't be started). `quiet`
 * shows what it printed only if it fails, `interactive` lets it ask. A signal that stops us stops the command first.
 */
export function run(command, args, { env = {}, quiet = false, interactive = false } = {}) {
  return new Promise((resolve) => {
    const output = quiet ? "pipe" : "inherit";
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: [interactive ? "inherit" : "ignore", output, output],
      shell: windows, // npm's commands are .cmd files there
    });
    const printed = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => printed.push(chunk));

    let stopped = false;
    const stop = (signal) => {
      stopped = true;
      child.kill(signal);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    const settle = (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      if (stopped) process.exit(130);
      if (code !== 0) process.stderr.write(Buffer.concat(printed));
      resolve(code);
    };
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      settle(127);
    });
    child.on("close", (code) => settle(code ?? 1));
  });
}

/** Names the executable of one of the root's development tools, for `run`. */
export const tool = (name) => join("node_modules", ".bin", name);
