import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { DrainReport } from "@volley/server";
import type { ChaosNodeConfig, FromNode, NodeAnswers, NodeQuestion } from "./chaos-node-config.js";

/** A node of a fault test, in a process of its own. */
export interface ChaosNode {
  readonly id: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Asks it something. Rejects when its process ends before the answer. */
  ask<T extends NodeQuestion["type"]>(question: NodeQuestion & { readonly type: T }): Promise<NodeAnswers[T]>;
  /** Whether its process still runs. */
  alive(): boolean;
  /** Sends SIGTERM, waits until it is gone, and tells how its drain went. Rejects if it said nothing of one. */
  drain(): Promise<DrainReport>;
  /** Ends it, by SIGKILL unless told otherwise, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

const main = fileURLToPath(new URL("chaos-node.ts", import.meta.url));

/** Starts a node and waits until it serves. */
export async function startChaosNode(config: ChaosNodeConfig): Promise<ChaosNode> {
  const child = spawn(process.execPath, ["--conditions=@volley/source", "--import", "tsx", main], {
    env: { ...process.env, NODE_CONFIG: JSON.stringify(config) },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const open = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  let asked = 0;
  let drained: DrainReport | undefined;
  const exited = once(child, "exit").then(() => {
    for (const { reject } of open.values()) reject(new Error("the node has ended"));
    open.clear();
  });
  child.on("error", () => {});
  const ready = await new Promise<FromNode & { type: "ready" }>((resolve, reject) => {
    child.on("message", (message: FromNode) => {
      if (message.type === "ready") return resolve(message);
      if (message.type === "drained") {
        drained = message.report;
        return;
      }
      open.get(message.ask)?.resolve(message.answer as never);
      open.delete(message.ask);
    });
    void exited.then(() => reject(new Error("the node ended before it served")));
  });
  const alive = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    id: ready.id,
    port: ready.port,
    process: child,
    alive,
    ask: (question) =>
      new Promise((resolve, reject) => {
        if (!alive()) return reject(new Error("the node has ended"));
        const ask = ++asked;
        open.set(ask, { resolve, reject });
        child.send({ ...question, ask }, () => {});
      }),
    drain: async () => {
      child.kill("SIGTERM");
      await exited;
      if (drained === undefined) throw new Error("the node ended without a report of its drain");
      return drained;
    },
    kill: async (signal = "SIGKILL") => {
      child.kill("SIGCONT");
      child.kill(signal);
      await exited;
    },
  };
}
