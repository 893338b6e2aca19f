import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { until } from "./until.js";

const bin = join(import.meta.dirname, "..", "..", "packages", "reference-server", "src", "bin.ts");

/** A `volley-server` of a test, as an operator runs it. */
export interface VolleyServer {
  readonly process: ChildProcess;
  /** What it printed until now. */
  readonly printed: () => { readonly stdout: string; readonly stderr: string };
  /** Waits until it serves; gives its url. */
  listening(): Promise<string>;
  /** Waits for its end; gives its exit code. */
  ended(): Promise<number | null>;
}

/** Runs `volley-server` from its sources, with nothing in its environment but this. It ends with the test. */
export function runVolleyServer(args: readonly string[], env: Readonly<Record<string, string>> = {}): VolleyServer {
  const child = spawn(process.execPath, ["--conditions=@volley/source", "--import", "tsx", bin, ...args], {
    env: { PATH: process.env["PATH"] ?? "", VOLLEY_HOST: "127.0.0.1", ...env },
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
  const urlIn = () => /"url":"([^"]+)".*"msg":"listening"/.exec(printed.stdout)?.[1];
  return {
    process: child,
    printed: () => printed,
    listening: async () => {
      await until(() => urlIn() !== undefined || child.exitCode !== null, "volley-server is there", 40_000);
      const url = urlIn();
      if (url === undefined) throw new Error(`volley-server ended: ${printed.stderr}${printed.stdout}`);
      return url;
    },
    ended: () => exited,
  };
}
