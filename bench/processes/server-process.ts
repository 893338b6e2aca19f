import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { ServerConfig } from "../peers/peer-server.js";
import type { Placement } from "./placement.js";
import type { Command, Usage } from "./server-commands.js";
import type { Runtime } from "./server-runtime.js";

/** What servers are started with. */
export interface Host {
  readonly runtime: Runtime;
  readonly placement: Placement;
  /** Further options of Node, such as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

type Report = { readonly usage: Usage } | { readonly port: number } | { readonly failed: string };

const main = fileURLToPath(new URL("serve.ts", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));

/** A server in a process of its own. */
export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts one, and waits until it serves. */
  static async start(config: ServerConfig, { runtime, placement, nodeOptions = [] }: Host): Promise<ServerProcess> {
    const node = [runtime.path, "--expose-gc", ...nodeOptions, "--import", "tsx", main, JSON.stringify(config)];
    const [command = "", ...args] = [...placement.prefix, ...node];
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: "production" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const report = await next(child);
    if (!("port" in report)) throw new Error(`${config.module} didn't start`);
    return new ServerProcess(child, report.port);
  }

  /** Has it do something, and resolves with what it has used by then. */
  async ask(command: Command): Promise<Usage> {
    const answer = next(this.#child);
    this.#child.send(command);
    const report = await answer;
    if ("usage" in report) return report.usage;
    throw new Error("failed" in report ? report.failed : "a server answered nonsense");
  }

  usage(): Promise<Usage> {
    return this.ask({ type: "usage" });
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }
}

/** One command at a time, so the next message is the answer. */
function next(child: ChildProcess): Promise<Report> {
  return new Promise((resolve, reject) => {
    const onMessage = (report: Report): void => {
      child.off("exit", onExit);
      resolve(report);
    };
    const onExit = (code: number | null): void => {
      child.off("message", onMessage);
      reject(new Error(`a server ended with code ${code}`));
    };
    child.once("message", onMessage);
    child.once("exit", onExit);
  });
}
