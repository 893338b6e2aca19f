import { Redis } from "ioredis";
import { freePort, type RedisServer, startRedis } from "./redis-server.js";
import { until } from "./until.js";

/** A Redis Cluster of a test's own. */
export interface RedisCluster {
  readonly nodes: readonly RedisServer[];
  /** For the option `cluster`. */
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;

/** Starts a Redis Cluster of three masters on 127.0.0.1. */
export async function startRedisCluster(): Promise<RedisCluster> {
  const nodes = [await startNode(), await startNode(), await startNode()];
  const addresses = nodes.map(({ port }) => ({ host: "127.0.0.1", port }));
  const clients = nodes.map(({ url }) => new Redis(url));
  const [first] = clients;
  for (const [index, client] of clients.entries()) {
    const from = Math.ceil((SLOTS * index) / nodes.length);
    const to = Math.ceil((SLOTS * (index + 1)) / nodes.length) - 1;
    await client.call("CLUSTER", "ADDSLOTSRANGE", from, to);
    await client.call("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
    const busPort = await client.config("GET", "cluster-port");
    await first?.call("CLUSTER", "MEET", "127.0.0.1", addresses[index]?.port ?? 0, (busPort as string[])[1] ?? "");
  }
  const agree = async (): Promise<boolean> => {
    const infos = await Promise.all(clients.map((client) => client.cluster("INFO")));
    return infos.every((info) => /cluster_state:ok(.|\s)*cluster_known_nodes:3/.test(String(info)));
  };
  await until(agree, "the cluster's agreement");
  for (const client of clients) client.disconnect();
  return { nodes, addresses, stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))) };
}

async function startNode(): Promise<RedisServer> {
  for (let attempt = 1; ; attempt++) {
    // The usual one, 10,000 above the port, may not exist.
    const args = ["--cluster-enabled", "yes", "--cluster-port", `${await freePort()}`];
    try {
      return await startRedis({ args });
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
