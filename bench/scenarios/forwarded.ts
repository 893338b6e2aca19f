import { closedLoop } from "../measure/closed-loop.js";
import { openLoop } from "../measure/open-loop.js";
import { RedisUsage } from "../measure/redis-usage.js";
import type { Sample } from "../measure/sample.js";
import type { ServerConfig } from "../peers/peer-server.js";
import type { ContenderName } from "../peers/peers.js";
import { openCluster } from "./cluster.js";
import type { Bench, Contender, Scenario } from "./scenario.js";
import type { Table } from "./table.js";

const CLIENTS = 50;
/** Requests per second of the open loop. */
const PER_SECOND = 500;

/** CPU from a closed loop, latency from an open one. */
async function round(cluster: Table, redis: RedisUsage, forMs: number): Promise<Sample> {
  const redisBefore = await redis.cpuUs();
  const answeredBefore = answered(cluster);
  const closed = await closedLoop({ ...cluster, depth: 1, payload: "move" }, forMs);
  const redisUs = ((await redis.cpuUs()) - redisBefore) / (answered(cluster) - answeredBefore);
  const { p50Ms, p99Ms, p999Ms, lateP99Ms } = await openLoop({ ...cluster, perSecond: PER_SECOND }, forMs);
  return { ...closed, p50Ms, p99Ms, p999Ms, lateP99Ms, redisUs, redisRoundTripMs: await redis.roundTripMs(PER_SECOND) };
}

const answered = ({ clients }: Table): number => clients.reduce((sum, client) => sum + client.answered, 0);

function contender(peer: ContenderName, roles: readonly NonNullable<ServerConfig["role"]>[]): Contender {
  return {
    peer,
    prepare: async (bench: Bench) => {
      const cluster = await openCluster("volley", { roles, at: [0], clients: CLIENTS, groupSize: 10 }, bench);
      const redis = new RedisUsage(bench.redisUrl);
      await round(cluster, redis, bench.effort.warmUpMs);
      return {
        round: () => round(cluster, redis, bench.effort.roundMs),
        close: async () => {
          redis.close();
          await cluster.close();
        },
      };
    },
  };
}

export const forwardedScenarios: readonly Scenario[] = [
  {
    name: "forwarded",
    title: `Requests that a backend serves, ${CLIENTS} connections; latency at ${PER_SECOND} per second`,
    operation: "request",
    contenders: [contender("volley", ["frontend", "backend"]), contender("volley-local", ["both"])],
  },
];
