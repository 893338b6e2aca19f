import { Redis } from "ioredis";
import { freePort, type RedisServer, startRedis } from "./redis-server.js";
import { until } from "./until.js";

/** A Redis Cluster of masters only, for a test of its own. */
export interface RedisClusterServers {
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
  readonly masters: readonly RedisServer[];
  /** One connection to each master, in their order. */
  readonly operators: readonly Redis[];
  /** Ends all, and waits until they are gone. */
  stop(): Promise<void>;
}

const HOST = "127.0.0.1";
const MASTERS = 3;
const SLOTS = 16_384;

/** Starts three masters on 127.0.0.1 that share the slots, and waits until all of them serve. */
export async function startRedisCluster(): Promise<RedisClusterServers> {
  const masters = await Promise.all(Array.from({ length: MASTERS }, startMaster));
  const operators = masters.map(({ port }) => new Redis({ host: HOST, port }));
  const [first] = operators as [Redis];
  const stop = async (): Promise<void> => {
    for (const operator of operators) operator.disconnect();
    await Promise.all(masters.map((master) => master.stop()));
  };
  try {
    for (const [n, operator] of operators.entries()) {
      // They must not think that they are the same age: the newer configuration of a slot wins.
      await operator.cluster("SET-CONFIG-EPOCH", n + 1);
      const [from, to] = [n, n + 1].map((each) => Math.floor((each * SLOTS) / MASTERS)) as [number, number];
      await operator.call("CLUSTER", "ADDSLOTSRANGE", from, to - 1);
      const bus = masters[n]?.busPort ?? 0;
      if (n > 0) await first.call("CLUSTER", "MEET", HOST, masters[n]?.port ?? 0, bus);
    }
    const serves = async (operator: Redis): Promise<boolean> => {
      const info = await operator.cluster("INFO");
      return info.includes("cluster_state:ok") && info.includes(`cluster_known_nodes:${MASTERS}`);
    };
    await until(async () => (await Promise.all(operators.map(serves))).every(Boolean), "the cluster serves", 30_000);
  } catch (error) {
    await stop();
    throw error;
  }
  return { addresses: masters.map(({ port }) => ({ host: HOST, port })), masters, operators, stop };
}

async function startMaster(): Promise<RedisServer & { readonly busPort: number }> {
  // The usual bus port, 10,000 higher, may be taken or beyond the last one.
  const busPort = await freePort();
  const args = ["--cluster-enabled", "yes", "--cluster-port", `${busPort}`, "--cluster-node-timeout", "2000"];
  return { ...(await startRedis({ args })), busPort };
}
