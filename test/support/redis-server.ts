import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The `redis-server` to test with. `npm test` finds or installs one and says where in `REDIS_SERVER`. */
const executable = process.env["REDIS_SERVER"] || "redis-server";

/** A Redis of a test's own, which it may stop, freeze and kill. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts a Redis on 127.0.0.1 that keeps nothing on disk. `port`: 0 (default) takes a free one. */
export async function startRedis(options: { port?: number; args?: readonly string[] } = {}): Promise<RedisServer> {
  const port = options.port || (await freePort());
  const folder = mkdtempSync(join(tmpdir(), "volley-redis-"));
  const child = spawn(
    executable,
    ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder].concat(
      options.args ?? [],
    ),
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await Promise.race([
    ready(child),
    once(child, "error").then(([error]) => Promise.reject(error)),
    gone.then(() => Promise.reject(new Error("redis-server ended at once"))),
  ]);
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    process: child,
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(child: ChildProcess): Promise<void> {
  let printed = "";
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    if (printed.includes("Ready to accept connections")) break;
  }
  // Nobody reads further lines: they must not fill the pipe.
  child.stdout?.resume();
}

/** Finds a port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}
