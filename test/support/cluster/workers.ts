// Two workers on one port, as a primary of node:cluster starts them: see docs/guides/workers.md.
import cluster from "node:cluster";
import { defineContract, push, request } from "@volley/protocol";
import { createServer, redis } from "@volley/server";
import * as z from "zod";

/** What the workers serve. */
export const workersContract = defineContract({
  routes: { "chat.say": request({ input: z.string() }), "chat.worker": request({ output: z.number() }) },
  pushes: { "chat.said": push(z.string()) },
});

/** What the primary is started with, as JSON in `WORKERS_CONFIG`. */
export interface WorkersConfig {
  readonly url: string;
  readonly prefix: string;
  readonly workers: number;
  readonly port: number;
}

async function work({ url, prefix, port }: WorkersConfig): Promise<void> {
  const server = createServer(workersContract, {
    authenticate: ({ token }) => (token === null ? null : { uid: token }),
    cluster: redis({ url, prefix }),
    logger: { debug() {}, info() {}, warn() {}, error: (message, fields) => console.error(message, fields) },
  });
  server.service("chat", {
    say: async ({ input }) => void (await server.everybody().push("chat.said", input)),
    worker: () => process.pid,
  });
  await server.listen(port, { host: "127.0.0.1" });
}

const { WORKERS_CONFIG: text } = process.env;
if (text !== undefined) {
  const config = JSON.parse(text) as WorkersConfig;
  if (cluster.isPrimary) {
    for (let n = 0; n < config.workers; n++) cluster.fork();
    cluster.on("exit", () => void cluster.fork());
    process.on("disconnect", () => process.exit());
    cluster.on("listening", () => process.send?.("listening"));
  } else {
    process.on("disconnect", () => process.exit());
    await work(config);
  }
}
