import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";

/** A Redis of our own. */
export interface RedisProcess {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a Redis on 127.0.0.1 that keeps nothing on disk; `stop` ends it. */
export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort();
  const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const child = spawn(process.env["REDIS_SERVER"] || "redis-server", args, { stdio: ["ignore", "pipe", "inherit"] });
  const kill = (): void => void child.kill();
  process.once("exit", kill);
  for await (const chunk of child.stdout) if (String(chunk).includes("Ready to accept connections")) break;
  child.stdout.resume();
  const stop = async (): Promise<void> => {
    process.off("exit", kill);
    kill();
    await once(child, "exit");
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
