import { type ChildProcess, spawn } from "node:child_process";
import { type Clock, createSystemClock } from "@volley/protocol/internal";
import { consoleLogger, type Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import type { Module } from "./module.js";
import { OutputLines } from "./output-lines.js";

/** Options of `childProcess`. */
export interface ChildProcessOptions {
  /** The program: a path, or a name that is looked for in PATH. No shell reads it. */
  readonly command: string;
  readonly args?: readonly string[] | undefined;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Default: that of this process. */
  readonly cwd?: string | undefined;
  /**
   * How long it may take to end after SIGTERM until it is killed, in ms. More than `timeouts.closeMs` of the server needs
   * more of that, too. Default: 1,000.
   */
  readonly graceMs?: number | undefined;
  /** Gets what it writes, line by line: "info" for its output, "error" for its errors. Default: `consoleLogger()`. */
  readonly logger?: Logger | undefined;
}

/** How a process ended: with a code, or by a signal. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process that lives as long as its server. */
export interface ChildProcessModule extends Module {
  /** Undefined before its start. */
  readonly pid: number | undefined;
  /** Resolves when it has ended, whoever ended it. It isn't started again: that is for the app to decide. */
  readonly exited: Promise<ChildExit>;
}

/** How long a killed process may take to be gone, in ms. */
const KILLED_MS = 1_000;

/**
 * Makes a module that runs a program beside the server: `server.addModule("bots", childProcess({ command: "./bots" }))`.
 * It starts with the server, which doesn't if it can't, and ends with it: by SIGTERM, and SIGKILL after `graceMs`. It
 * doesn't outlive this process, unless that is killed itself.
 */
export function childProcess(options: ChildProcessOptions): ChildProcessModule {
  return new ChildProcessHost(options, createSystemClock());
}

class ChildProcessHost implements ChildProcessModule {
  readonly exited: Promise<ChildExit>;
  readonly #options: ChildProcessOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  #hasExited: (exit: ChildExit) => void = () => {};
  #child: ChildProcess | undefined;
  #isStopping = false;

  constructor(options: ChildProcessOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
    this.#logger = options.logger ?? consoleLogger();
    this.exited = new Promise((resolve) => {
      this.#hasExited = resolve;
    });
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  async init(): Promise<void> {
    const { command, args = [], env = {}, cwd } = this.#options;
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    await new Promise<void>((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    this.#child = child;
    child.on("error", (error) => this.#logger.error(`${command} can't be reached`, { error }));
    this.#log(child.stdout, "info");
    this.#log(child.stderr, "error");
    // Whatever cuts this process short: nobody would be left to end the other.
    const kill = (): void => void child.kill("SIGKILL");
    process.once("exit", kill);
    child.once("exit", (code, signal) => {
      process.off("exit", kill);
      this.#ended({ code, signal });
    });
  }

  async shutdown(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const { command, graceMs = 1_000 } = this.#options;
    this.#isStopping = true;
    child.kill("SIGTERM");
    if (await settledWithin(this.exited, graceMs, this.#clock)) return;
    this.#logger.warn(`${command} didn't end in its time; it is killed`, { pid: child.pid, graceMs });
    child.kill("SIGKILL");
    await settledWithin(this.exited, KILLED_MS, this.#clock);
  }

  #log(stream: NodeJS.ReadableStream, level: "info" | "error"): void {
    const fields = { command: this.#options.command, pid: this.pid };
    const lines = new OutputLines((line) => this.#logger[level](line, fields));
    stream.on("data", (bytes: Buffer) => lines.add(bytes));
    stream.on("end", () => lines.end());
    stream.on("error", (error: unknown) => this.#logger.warn("output of a child process got lost", { error }));
  }

  #ended(exit: ChildExit): void {
    const fields = { pid: this.pid, ...exit };
    if (this.#isStopping) this.#logger.info(`${this.#options.command} has ended`, fields);
    else this.#logger.error(`${this.#options.command} ended by itself; it isn't started again`, fields);
    this.#hasExited(exit);
  }
}
