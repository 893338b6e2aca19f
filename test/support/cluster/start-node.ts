import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { NodeCommand, NodeConfig, NodeReport } from "./node-config.js";

/** A node in a process of its own. */
export interface ClusterProcess {
  readonly id: string;
  /** Where a frontend listens. */
  readonly url: string;
  readonly process: ChildProcess;
  /** The effects that it had so far. They are known here also when it is killed. */
  readonly effects: readonly string[];
  /** Asks what it has done so far. */
  stats(): Promise<NodeReport & { readonly type: "stats" }>;
  /** Blocks its event loop. */
  block(ms: number): void;
  /** Ends it, by SIGKILL unless told otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const main = fileURLToPath(new URL("node-process.ts", import.meta.url));

/** Starts a node and waits until it serves. */
export async function startNode(config: NodeConfig): Promise<ClusterProcess> {
  const child = spawn(process.execPath, ["--conditions=@volley/source", "--import", "tsx", main], {
    env: { ...process.env, NODE_CONFIG: JSON.stringify(config) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const effects: string[] = [];
  child.on("message", (message: NodeReport) => {
    if (message.type === "effect") effects.push(message.id);
  });
  const next = <T extends NodeReport["type"]>(type: T): Promise<NodeReport & { readonly type: T }> =>
    new Promise((resolve, reject) => {
      const onMessage = (message: NodeReport): void => {
        if (message.type !== type) return;
        child.off("message", onMessage);
        resolve(message as NodeReport & { readonly type: T });
      };
      child.on("message", onMessage);
      void exited.then(() => reject(new Error(`the node ended before it said "${type}"`)));
    });
  const { id, port } = await next("ready");
  const send = (command: NodeCommand): void => void child.send(command);
  return {
    id,
    url: `http://127.0.0.1:${port}`,
    process: child,
    effects,
    stats: () => {
      const answer = next("stats");
      send({ type: "stats" });
      return answer;
    },
    block: (ms) => send({ type: "block", ms }),
    kill: async (signal = "SIGKILL") => {
      child.kill("SIGCONT");
      child.kill(signal);
      await exited;
    },
  };
}

/** Starts several nodes at once. */
export function startNodes(configs: readonly NodeConfig[]): Promise<readonly ClusterProcess[]> {
  return Promise.all(configs.map(startNode));
}
