// A server that works jobs, as a process of its own.
import { createServer, redis } from "@volley/server";
import { bullmq } from "@volley/server/jobs";
import { noRoutes, work } from "./job-contract.js";
import type { JobProcessConfig, JobReport } from "./start-job-process.js";

const { url, prefix, leaseMs } = JSON.parse(process.env["NODE_CONFIG"] ?? "{}") as JobProcessConfig;
const report = (message: JobReport): Promise<void> =>
  new Promise((resolve) => {
    process.send?.(message, () => resolve());
  });

const server = createServer(noRoutes, {
  cluster: redis({ url, prefix }),
  jobs: bullmq({ url, prefix, leaseMs }),
  role: "backend",
  timeouts: { closeMs: 500 },
  logger: { debug() {}, info() {}, warn() {}, error() {} },
});
const failed = new Map<string, number>();
const started = (what: string, key: string): Promise<void> => report({ type: "started", what, key });

server.remotes(work, {
  "work.do": ({ input, idempotencyKey }) => started(input, idempotencyKey),
  "work.fail": async ({ input: { name, times }, idempotencyKey }) => {
    await started(name, idempotencyKey);
    const before = failed.get(name) ?? 0;
    failed.set(name, before + 1);
    if (before < times) throw new Error("not yet");
  },
  "work.hang": async ({ input, idempotencyKey }) => {
    await started(input, idempotencyKey);
    await new Promise(() => {});
  },
  "work.die": async ({ input, idempotencyKey }) => {
    await started(input, idempotencyKey);
    process.kill(process.pid, "SIGKILL");
    await new Promise(() => {});
  },
});

process.on("disconnect", () => process.exit());
process.on("SIGTERM", () => void server.close().then(() => process.exit()));
await server.start();
await report({ type: "ready", id: server.node.id });
