import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A command of a test, as an operator runs it. */
export interface RunningBin {
  readonly process: ChildProcess;
  /** What it printed until now. */
  readonly printed: () => { readonly stdout: string; readonly stderr: string };
  /** Waits for its end; gives its exit code. */
  ended(): Promise<number | null>;
}

/** Runs the command of a package from its sources. It ends with the test. `env`: default what this process has. */
export function runBin(name: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): RunningBin {
  const bin = join(import.meta.dirname, "..", "..", "packages", name, "src", "bin.ts");
  const child = spawn(process.execPath, ["--conditions=@volley/source", "--import", "tsx", bin, ...args], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const printed = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk) => {
    printed.stdout += String(chunk);
  });
  child.stderr.on("data", (chunk) => {
    printed.stderr += String(chunk);
  });
  const exited = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await exited;
  });
  return { process: child, printed: () => printed, ended: () => exited };
}
