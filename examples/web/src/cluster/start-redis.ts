import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { keepRunning } from "./keep-running.js";

/** A Redis for the cluster. */
export interface ClusterRedis {
  readonly url: string;
  stop(): Promise<void>;
}

const missing =
  "there is no redis-server: install Redis 7.0 or later, or say where one is, " +
  "with REDIS_SERVER=/path/to/redis-server or, if it runs already, REDIS_URL=redis://host:port";

/**
 * Starts a Redis on a free port of this machine. It keeps nothing on disk. Rejects, for people, when there is none.
 * `program` is the redis-server to start (default: the one that is found).
 */
export async function startRedis({
  program = "redis-server",
  log,
}: {
  readonly program?: string | undefined;
  readonly log: (text: string) => void;
}): Promise<ClusterRedis> {
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  let isMissing = false;
  const kept = keepRunning({
    name: "Redis",
    start: () => {
      const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
      child.once("error", (error) => {
        isMissing = "code" in error && error.code === "ENOENT";
      });
      return child;
    },
    untilReady: async (child) => {
      await untilAccepting(child);
      return port;
    },
    log,
  });
  try {
    await kept.ready;
  } catch (error) {
    await kept.stop();
    throw isMissing ? new Error(missing) : error;
  }
  return { url: `redis://127.0.0.1:${port}`, stop: () => kept.stop() };
}

async function untilAccepting({ stdout }: ChildProcess): Promise<void> {
  let printed = "";
  await new Promise<void>((resolve) => {
    stdout?.on("data", (chunk: Buffer) => {
      // Only its beginning is of interest, but all has to be read: the pipe would fill.
      if (printed.length < 100_000) printed += chunk.toString();
      if (printed.includes("Ready to accept connections")) resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as { readonly port: number };
  probe.close();
  await once(probe, "close");
  return port;
}
