import cluster from "node:cluster";
import { fileURLToPath } from "node:url";
import type { PeerServer, ServerConfig } from "./peer-server.js";

/** Volley in several processes on one port, as docs/guides/workers.md has it. */
export async function start({ workers = 1, ...config }: ServerConfig): Promise<PeerServer> {
  const exec = fileURLToPath(new URL("volley-worker.ts", import.meta.url));
  cluster.setupPrimary({ exec, args: [JSON.stringify({ ...config, module: "volley" })] });
  const listening = Array.from({ length: workers }, () => {
    const worker = cluster.fork();
    return new Promise<number>((resolve) => worker.once("listening", ({ port }) => resolve(port)));
  });
  const [port = 0] = await Promise.all(listening);
  return { port, handled: () => 0 };
}
