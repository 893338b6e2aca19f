import { Redis } from "ioredis";
import { type RedisServer, startRedis } from "../../support/redis-server.js";
import { type Seeded, seeded } from "../../support/seeded.js";
import type { Report } from "../report.js";
import { type ChaosCluster, type ChaosClusterOptions, startChaosCluster } from "./chaos-cluster.js";
import type { NodePush } from "./chaos-node-config.js";
import { drain } from "./drain.js";
import type { FaultScene } from "./faults.js";
import { Member } from "./member.js";
import { Publisher } from "./publisher.js";
import { RunLog } from "./run-log.js";

/** All that a scenario plays with. */
export interface Scene extends FaultScene, AsyncDisposable {
  readonly log: RunLog;
  readonly members: Member[];
  /** Leads the nodes to another Redis; who was connected to the one before is cut. That one still has to be stopped. */
  moveTo(redis: RedisServer): Promise<void>;
  /** Pushes so many, one after another, into a room or to a user; resolves when all are there. */
  push(count: number, to: Pick<NodePush, "kind" | "room" | "except">, slot?: number): Promise<void>;
  /** Waits for the drain, and judges. */
  drained(): Promise<Report>;
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
  let redis: RedisServer = await startRedis({ args: redisArgs });
  let operator = operate(redis);
  const log = new RunLog();
  const members: Member[] = [];
  let uids = 0;
  let cluster: ChaosCluster;
  try {
    cluster = await startChaosCluster({ redisPort: () => redis.port, ...options });
  } catch (error) {
    operator.disconnect();
    await redis.stop();
    throw error;
  }
  return {
    random,
    get redis() {
      return redis;
    },
    get operator() {
      return operator;
    },
    log,
    members,
    cluster,
    moveTo: async (next) => {
      operator.disconnect();
      redis = next;
      operator = operate(next);
      for (const slot of cluster.slots) slot.redis.cutAll();
      await operator.ping();
    },
    push: async (count, to, slot) => {
      const publisher = new Publisher({ cluster, log, random });
      for (let n = 0; n < count; n++) {
        if (!(await publisher.push(to, { slot }))) throw new Error("a push didn't get through in its time");
      }
    },
    drained: () => drain({ log, cluster, members }),
    join: async (rooms, { slot, uid = `u${uids++}` } = {}) => {
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

function operate(redis: RedisServer): Redis {
  const operator = new Redis(redis.url);
  operator.on("error", () => {});
  return operator;
}
