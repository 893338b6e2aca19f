import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** What a process that is kept running is doing. */
export type KeptState =
  | { readonly status: "starting" | "ready"; readonly child: ChildProcess; readonly port: number | undefined }
  | { readonly status: "down" | "stopped" };

/** A process that is started again when it ends, until it is stopped. */
export interface KeptProcess {
  readonly name: string;
  readonly state: KeptState;
  /** Resolves when it is ready for the first time; rejects when it ended before. */
  readonly ready: Promise<void>;
  /** Ends it, at first with SIGTERM, and waits until it is gone. */
  stop(): Promise<void>;
}

/** How a process is kept running. */
export interface KeepOptions {
  /** Names it to people. */
  readonly name: string;
  readonly start: () => ChildProcess;
  /** Resolves with the port that a child listens on (undefined: none) when it is ready. */
  readonly untilReady: (child: ChildProcess) => Promise<number | undefined>;
  /** Says what happens to it. */
  readonly log: (text: string) => void;
  /** How long after its end it is started again, in ms. Default: 1,000. */
  readonly restartMs?: number | undefined;
  /** How long it may take to end before it is killed, in ms. Default: 5,000. */
  readonly stopMs?: number | undefined;
}

/** Starts a process and keeps it running. */
export function keepRunning(options: KeepOptions): KeptProcess {
  const { name, start, untilReady, log, restartMs = 1_000, stopMs = 5_000 } = options;
  let state: KeptState = { status: "down" };
  let restart: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    const child = start();
    state = { status: "starting", child, port: undefined };
    const ended = new Promise<string>((resolve) => {
      child.once("exit", (code, signal) => resolve(signal ?? `exit code ${code}`));
      child.once("error", (error) => resolve(error.message));
    });
    void ended.then((how) => {
      if (state.status === "stopped") return;
      state = { status: "down" };
      log(`${name} ended (${how}); starting it again`);
      restart = setTimeout(() => void run().catch(() => undefined), restartMs);
    });
    const port = await Promise.race([
      untilReady(child),
      ended.then((how) => Promise.reject(new Error(`${name} ended before it was ready: ${how}`))),
    ]);
    if (state.status === "starting" && state.child === child) state = { status: "ready", child, port };
  }

  const ready = run();
  ready.catch(() => undefined);
  return {
    name,
    ready,
    get state() {
      return state;
    },
    async stop() {
      clearTimeout(restart);
      const before = state;
      state = { status: "stopped" };
      if (!("child" in before) || before.child.exitCode !== null || before.child.signalCode !== null) return;
      const exited = once(before.child, "exit");
      before.child.kill("SIGTERM");
      const killing = setTimeout(() => before.child.kill("SIGKILL"), stopMs);
      await exited;
      clearTimeout(killing);
    },
  };
}
