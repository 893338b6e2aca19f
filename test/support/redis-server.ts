import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The `redis-server` to test with. `npm test` finds or installs one and says where in `REDIS_SERVER`. */
const executable = process.env["REDIS_SERVER"] || "redis-server";

/** What a Redis prints when it serves, or a sentinel when it watches. */
const READY = /Ready to accept connections|\+monitor master/;

/** A Redis of a test's own, which it may stop, freeze and kill. */
export interface RedisServer {
  readonly url: string;
  readonly port: number;
  readonly process: ChildProcess;
  /** Ends it, and waits until it is gone. */
  stop(): Promise<void>;
}

/** How a Redis of a test is started. */
export interface RedisServerOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly args?: readonly string[];
  /** Writes files to the server's own folder; returns arguments that come first. */
  readonly prepare?: (folder: string) => readonly string[];
}

/** Starts a Redis on 127.0.0.1 that keeps nothing on disk. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  if (options.port) return start(options.port, options);
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort(), options);
    } catch (error) {
      // Somebody else may have taken the port meanwhile.
      if (attempt === 5 || !String(error).includes("Address already in use")) throw error;
    }
  }
}

async function start(port: number, { args = [], prepare }: RedisServerOptions): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), "volley-redis-"));
  const common = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const child = spawn(executable, [...(prepare?.(folder) ?? []), ...common, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const failed = once(child, "error").then(([error]) => Promise.reject(error));
  const printed = await Promise.race([untilReady(child), failed]);
  if (!READY.test(printed)) throw new Error(`redis-server ended at once:\n${printed}`);
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

/** Waits for the line that says it is ready, or for the end of all lines; returns what it printed. */
async function untilReady(child: ChildProcess): Promise<string> {
  // Without an executable there is no process, only an error.
  if (child.pid === undefined) return new Promise(() => {});
  let printed = "";
  for await (const chunk of child.stdout ?? []) {
    printed += String(chunk);
    if (READY.test(printed)) break;
  }
  // Nobody reads further lines: they must not fill the pipe.
  child.stdout?.resume();
  return printed;
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
