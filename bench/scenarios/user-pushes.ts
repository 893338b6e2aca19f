import { measured, sleep } from "../measure/measured.js";
import { pushed } from "../measure/pushes.js";
import { RedisUsage } from "../measure/redis-usage.js";
import type { Sample } from "../measure/sample.js";
import type { PacedPushes } from "../processes/server-commands.js";
import { openCluster } from "./cluster.js";
import type { Contender, Scenario } from "./scenario.js";
import type { Table } from "./table.js";

const AMONG = ["volley", "volley-classic", "socket-io"] as const;
const USERS = 20;
/** From one push to each user to the next. */
const EVERY_MS = 20;

/**
 * The first node pushes to users on the second. CPU is that of all nodes, per push, less what they use when nothing
 * happens; `otherNodeUs` that of a node which neither pushes nor has the user.
 */
async function round({ servers, clients }: Table, redis: RedisUsage, forMs: number): Promise<Sample> {
  const ticks = Math.max(1, Math.round(forMs / EVERY_MS));
  const pushes: PacedPushes = {
    type: "push",
    to: "users",
    targets: USERS,
    burst: 1,
    payload: "move",
    everyMs: EVERY_MS,
    ticks,
  };
  const rest = await measured(servers, () => sleep(forMs));
  const redisBefore = await redis.cpuUs();
  const used = await pushed({ servers, clients, pushes, deliveries: ticks * USERS });
  const redisUs = (await redis.cpuUs()) - redisBefore;
  const own = used.cpuUsEach.map((cpuUs, index) => cpuUs - ((rest.cpuUsEach[index] ?? 0) * used.wallMs) / rest.wallMs);
  const others = own.slice(2);
  const per = (us: number) => us / (ticks * USERS);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return {
    cpuUsPerOp: per(sum(own)),
    ...(others.length === 0 ? {} : { otherNodeUs: per(sum(others) / others.length) }),
    redisUs: per(redisUs),
    driverShare: used.driverShare,
    serverShare: used.serverShare,
  };
}

function contender(name: (typeof AMONG)[number], nodes: number): Contender {
  const [peer, fanout] = name === "volley-classic" ? (["volley", "classic"] as const) : ([name, undefined] as const);
  return {
    peer: name,
    prepare: async (bench) => {
      const roles = Array.from({ length: nodes }, () => "both" as const);
      const at = [Math.min(1, nodes - 1)];
      const cluster = await openCluster(peer, { roles, at, clients: USERS, groupSize: USERS, fanout }, bench);
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

const withNodes = (nodes: number): Scenario => ({
  name: `user-push-${nodes}`,
  title: `A push to a user, ${nodes === 1 ? "one node" : `${nodes} nodes`}`,
  operation: "push",
  isExtra: nodes === 2 || nodes === 4,
  contenders: AMONG.map((peer) => contender(peer, nodes)),
});

export const userPushScenarios: readonly Scenario[] = [1, 2, 4, 8].map(withNodes);
