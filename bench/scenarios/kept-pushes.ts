import { perOperation } from "../measure/measured.js";
import { pushed } from "../measure/pushes.js";
import { RedisUsage } from "../measure/redis-usage.js";
import type { Sample } from "../measure/sample.js";
import type { ContenderName } from "../peers/peers.js";
import type { PacedPushes } from "../processes/server-commands.js";
import { openCluster } from "./cluster.js";
import type { Contender, Scenario } from "./scenario.js";
import type { Table } from "./table.js";

const GROUPS = 25;
const GROUP_SIZE = 8;
/** From one push to each group to the next. */
const EVERY_MS = 25;

/** The first of two nodes pushes; half of the members are on the other one. */
async function round(cluster: Table, to: PacedPushes["to"], redis: RedisUsage, forMs: number): Promise<Sample> {
  const ticks = Math.max(1, Math.round(forMs / EVERY_MS));
  const pushes: PacedPushes = {
    type: "push",
    to,
    targets: GROUPS,
    burst: 1,
    payload: "move",
    everyMs: EVERY_MS,
    ticks,
  };
  const before = await redis.cpuUs();
  const used = await pushed({ ...cluster, pushes, deliveries: ticks * GROUPS * GROUP_SIZE });
  const redisUs = ((await redis.cpuUs()) - before) / (ticks * GROUPS);
  return { ...perOperation(used, ticks * GROUPS), redisUs };
}

function contender(peer: ContenderName, to: PacedPushes["to"]): Contender {
  return {
    peer,
    prepare: async (bench) => {
      const clients = GROUPS * GROUP_SIZE;
      const seating = { roles: ["both", "both"] as const, at: [0, 1], clients, groupSize: GROUP_SIZE };
      const cluster = await openCluster("volley", seating, bench);
      const redis = new RedisUsage(bench.redisUrl);
      await round(cluster, to, redis, bench.effort.warmUpMs);
      return {
        round: () => round(cluster, to, redis, bench.effort.roundMs),
        close: async () => {
          redis.close();
          await cluster.close();
        },
      };
    },
  };
}

export const keptPushScenarios: readonly Scenario[] = [
  {
    name: "replay-push",
    title: `Pushes to groups of ${GROUP_SIZE} on two nodes, kept (replay) and not kept (live)`,
    operation: "push",
    contenders: [contender("volley", "kept"), contender("volley-live", "groups")],
  },
];
