// One node of a fault test, as a process of its own.
import { randomBytes } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

import { createServer, type Logger, redis, VolleyError } from "@volley/server";
import { chaosContract } from "./chaos-contract.js";
import type { ChaosNodeConfig, FromNode, NodeAnswers, NodePush, NodePushed, ToNode } from "./chaos-node-config.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const config = JSON.parse(process.env["NODE_CONFIG"] ?? "{}") as ChaosNodeConfig;
const { role, url, cluster, sentinel, prefix, ledger, leaseMs, graceMs } = config;

const fanout = process.env["VOLLEY_FANOUT"] === "sharded" ? "sharded" : "classic";
const server = createServer(chaosContract, {
  authenticate: ({ token }) => (token === null ? null : { uid: token }),
  cluster: redis({ url, cluster, sentinel, prefix, leaseMs, connectTimeoutMs: 20_000, fanout }),
  logger: process.env["CHAOS_DEBUG"] ? loud() : quiet(),
  role,
  resume: { graceMs },
});

if (role !== "frontend") {
  const have = async ({ input }: { input: { effect: string; holdMs: number } }) => {
    appendFileSync(ledger, `${input.effect}\n`);
    if (input.holdMs > 0) await new Promise((resolve) => setTimeout(resolve, input.holdMs));
    return { by: server.node.id, run: randomBytes(8).toString("hex") };
  };
  server.service("effect", { once: have, plain: have });
  server.service("room", {
    enter: async ({ input, session }) => {
      await session.join("room:{room}", { room: input });
      await session.join("brief:{room}", { room: input });
    },
    say: async ({ input, onceKey }) => {
      const group = server.group("room:{room}", { room: input.room });
      const producer = { id: `say-${onceKey}`, serial: 1 };
      const { offset } = await group.push("room.said", input, { except: { uids: input.except ?? [] }, producer });
      return { by: server.node.id, offset: offset ?? 0 };
    },
  });
}
if (role !== "backend") server.service("here", { ping: () => server.node.id });

/** Pushes that fail are what faults are for; the publisher tries again. */
function quiet(): Logger {
  return {
    debug() {},
    info() {},
    warn() {},
    error: (message, fields) => isExpected(message) || console.error(message, fields),
  };
}

function isExpected(message: string): boolean {
  return message.endsWith("was not sent");
}

/** For who looks for the cause of something: one line each, with the node and the time. */
function loud(): Logger {
  const log = (message: string, fields: object = {}): void => {
    const { error, ...rest } = fields as { error?: unknown };
    console.log(`${Date.now() % 1_000_000} ${server.node.id} ${message} ${JSON.stringify(rest)} ${error ?? ""}`);
  };
  return { debug: log, info: log, warn: log, error: log };
}

async function push({ kind, room, id, except, producer }: NodePush): Promise<NodePushed> {
  const data = { room, id };
  const options = { producer, except: { uids: except ?? [] } };
  try {
    const { offset, duplicate } =
      kind === "user"
        ? await server.user(room).push("user.told", data, { producer })
        : kind === "brief"
          ? await server.group("brief:{room}", { room }).push("brief.said", data, options)
          : await server.group("room:{room}", { room }).push("room.said", data, options);
    return { code: "", offset, duplicate };
  } catch (error) {
    return { code: VolleyError.from(error).code, offset: undefined, duplicate: false };
  }
}

async function answer(question: ToNode): Promise<NodeAnswers[keyof NodeAnswers]> {
  if (question.type === "push") return push(question.push);
  if (question.type === "stats") {
    collectGarbage();
    const { heapUsed } = process.memoryUsage();
    return { sessions: server.sessions().length, nodes: server.nodes().length, heapUsed };
  }
  // An event loop that somebody's code blocks.
  for (const end = performance.now() + question.ms; performance.now() < end; );
  return null;
}

async function stop(): Promise<void> {
  if (config.drain === undefined) return server.close();
  report({ type: "drained", report: await server.drain(config.drain) });
}

const report = (message: FromNode): void => void process.send?.(message);
process.on("message", (question: ToNode) => {
  void answer(question).then((given) => report({ type: "answer", ask: question.ask, answer: given }));
});
process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => void stop().then(() => process.exit()));

if (role === "backend") await server.start();
const { port } = role === "backend" ? { port: 0 } : await server.listen(config.port, { host: "127.0.0.1" });
report({ type: "ready", id: server.node.id, port });
