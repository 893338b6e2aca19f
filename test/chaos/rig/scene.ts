import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "../../support/redis-server.js";
import { type ChaosCluster, type ChaosClusterOptions, startChaosCluster } from "./chaos-cluster.js";
import type { FaultScene } from "./faults.js";
import { Member } from "./member.js";
import { RunLog } from "./run-log.js";
import { type Seeded, seeded } from "./seeded.js";

/** All that a scenario plays with. */
export interface Scene extends FaultScene, AsyncDisposable {
  readonly log: RunLog;
  readonly members: Member[];
  /** Adds a client, connected and in these rooms. Its connections lead to a node drawn each time, or to one. */
  join(rooms: readonly string[], options?: { readonly slot?: number; readonly uid?: string }): Promise<Member>;
}

export interface SceneOptions extends Partial<ChaosClusterOptions> {
  readonly seed?: number;
  readonly redisArgs?: readonly string[];
}

/** Starts a Redis and a cluster of a scenario's own. */
export async function startScene({ seed = 1, redisArgs = [], ...options }: SceneOptions = {}): Promise<Scene> {
  const random: Seeded = seeded(seed);
  const redis: RedisServer = await startRedis({ args: redisArgs });
  const operator = new Redis(redis.url, { lazyConnect: true });
  operator.on("error", () => {});
  const log = new RunLog();
  const members: Member[] = [];
  let cluster: ChaosCluster;
  try {
    await operator.connect();
    cluster = await startChaosCluster({ redisPort: redis.port, ...options });
  } catch (error) {
    operator.disconnect();
    await redis.stop();
    throw error;
  }
  return {
    random,
    redis,
    operator,
    log,
    members,
    cluster,
    join: async (rooms, { slot, uid = `u${members.length}` } = {}) => {
      const lead = (): number => {
        const ports = cluster.ports();
        const own = slot === undefined ? undefined : cluster.slots[slot]?.node.port;
        return own ?? (ports.length > 0 ? random.pick(ports) : 1);
      };
      const member = await Member.start({ uid, log, lead });
      members.push(member);
      for (const room of rooms) await member.enter(room);
      return member;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(members.map((member) => member.close()));
      await cluster[Symbol.asyncDispose]();
      operator.disconnect();
      redis.process.kill("SIGCONT");
      await redis.stop();
    },
  };
}
