import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a process that works jobs is started with, as JSON in `NODE_CONFIG`. */
export interface JobProcessConfig {
  readonly url: string;
  readonly prefix: string;
  readonly leaseMs: number;
}

/** What it tells the test. */
export type JobReport =
  | { readonly type: "ready"; readonly id: string }
  | { readonly type: "started"; readonly what: string; readonly key: string };

/** A server that works jobs, in a process of its own. */
export interface JobProcess {
  readonly id: string;
  readonly process: ChildProcess;
  /** The inputs of the jobs that it started, in their order. */
  readonly started: readonly { readonly what: string; readonly key: string }[];
  /** Resolves when it is gone. */
  readonly exited: Promise<unknown>;
  /** Ends it, by SIGKILL unless told otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const main = fileURLToPath(new URL("job-process.ts", import.meta.url));

/** Starts one and waits until it works. */
export async function startJobProcess(config: JobProcessConfig): Promise<JobProcess> {
  const child = spawn(process.execPath, ["--conditions=@volley/source", "--import", "tsx", main], {
    env: { ...process.env, NODE_CONFIG: JSON.stringify(config) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const started: { what: string; key: string }[] = [];
  const id = await new Promise<string>((resolve, reject) => {
    child.on("message", (report: JobReport) => {
      if (report.type === "ready") resolve(report.id);
      else started.push({ what: report.what, key: report.key });
    });
    void exited.then(() => reject(new Error("the process ended before it worked")));
  });
  return {
    id,
    process: child,
    started,
    exited,
    kill: async (signal = "SIGKILL") => {
      child.kill(signal);
      if (child.exitCode === null && child.signalCode === null) await exited;
    },
  };
}
