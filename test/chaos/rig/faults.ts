import type { Redis } from "ioredis";
import type { RedisServer } from "../../support/redis-server.js";
import type { Seeded } from "../../support/seeded.js";
import type { ChaosCluster, ChaosSlot } from "./chaos-cluster.js";
import type { ChaosConnection, ChaosProxy } from "./chaos-proxy.js";
import type { Member } from "./member.js";

/** What faults can reach. */
export interface FaultScene {
  readonly random: Seeded;
  readonly cluster: ChaosCluster;
  readonly members: readonly Member[];
  readonly redis: RedisServer;
  /** Straight to Redis. */
  readonly operator: Redis;
}

/** Something that breaks, stays broken for a while, and is whole again when the promise resolves. */
export type Fault = (scene: FaultScene) => Promise<void>;

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Faults of the networks between clients and nodes. */
export const clientFaults: Readonly<Record<string, Fault>> = {
  "cut clients": async ({ random, members }) => {
    for (const { proxy } of some(random, members)) proxy.cutAll();
  },
  "flap clients": async ({ random, members }) => {
    const flapping = some(random, members);
    for (let times = random.between(2, 5); times > 0; times--) {
      for (const { proxy } of flapping) proxy.cutAll();
      await pause(random.between(50, 400));
    }
  },
  "keep clients outside": async ({ random, members }) => {
    const outside = some(random, members);
    for (const { proxy } of outside) proxy.refuse();
    await pause(random.between(200, 2_500));
    for (const { proxy } of outside) proxy.accept();
  },
  "stall both ways": (scene) => stall(scene, ["up", "down"]),
  "stall up": (scene) => stall(scene, ["up"]),
  "stall down": (scene) => stall(scene, ["down"]),
  "deafen clients": async ({ random, members }) => {
    const lane = random.pick(["up", "down"] as const);
    for (const { proxy } of some(random, members)) for (const each of proxy.connections) each[lane].deafen();
    // Both sides believe that the connection stands; the client's heartbeat finds out.
    await pause(3_500);
  },
  "cut after some bytes": async ({ random, members }) => {
    const lane = random.pick(["up", "down"] as const);
    const undo = some(random, members).map(({ proxy }) =>
      proxy.always((connection) => connection[lane].cutAfter(random.between(1, 2_000), connection.cut)),
    );
    await pause(random.between(500, 1_500));
    for (const end of undo) end();
  },
  "chop and delay": async ({ random, members }) => {
    const chop = ({ up, down }: ChaosConnection): void => {
      for (const lane of [up, down]) lane.chop();
      down.delay(random.between(1, 60));
    };
    const chosen = some(random, members);
    const undo = chosen.map(({ proxy }) => proxy.always(chop));
    for (const { proxy } of chosen) proxy.cutAll();
    await pause(random.between(500, 1_500));
    for (const end of undo) end();
    for (const { proxy } of chosen) proxy.cutAll();
  },
};

/** Faults of nodes, of Redis, and of the network between them. */
export const serverFaults: Readonly<Record<string, Fault>> = {
  "kill a node": async ({ random, cluster }) => {
    const slot = random.pick(cluster.slots);
    await slot.node.kill("SIGKILL");
    await pause(random.between(0, 1_500));
    await slot.restart();
  },
  "stop a node": async ({ random, cluster }) => {
    const { process } = random.pick(cluster.slots).node;
    process.kill("SIGSTOP");
    // Up to twice its lease, and the time that its clients take to notice.
    await pause(random.between(300, 6_500));
    process.kill("SIGCONT");
  },
  "block a node": async ({ random, cluster }) => {
    await random.pick(cluster.slots).node.ask({ type: "block", ms: random.between(200, 2_000) });
  },
  "cut subscribers": async ({ operator }) => void (await operator.client("KILL", "TYPE", "pubsub")),
  "cut all of Redis": async ({ operator }) => void (await operator.client("KILL", "TYPE", "normal", "SKIPME", "yes")),
  "forget scripts": async ({ operator }) => void (await operator.script("FLUSH")),
  "freeze Redis": async ({ random, redis }) => {
    redis.process.kill("SIGSTOP");
    await pause(random.between(200, 3_000));
    redis.process.kill("SIGCONT");
  },
  "pause Redis": async ({ random, operator }) => {
    const ms = random.between(100, 1_000);
    await operator.call("CLIENT", "PAUSE", ms, "ALL");
    await pause(ms);
  },
  "part a node from Redis": async ({ random, cluster }) => {
    const { redis } = random.pick(cluster.slots);
    redis.refuse();
    await pause(random.between(200, 5_000));
    redis.accept();
  },
  "slow Redis for a node": async ({ random, cluster }) => {
    const { redis } = random.pick(cluster.slots);
    const undo = redis.always(({ down }) => down.delay(50));
    await pause(random.between(500, 1_500));
    undo();
    for (const { down } of redis.connections) down.delay(0);
  },
  "deafen a subscriber": async ({ random, cluster }) => {
    const slot = random.pick(cluster.slots);
    const subscribers = subscribersOf(slot);
    for (const { down } of subscribers) down.deafen();
    await pause(random.between(300, 3_000));
    // What it missed meanwhile is gone.
    for (const { cut } of subscribers) cut();
  },
};

/** The connections on which a node hears of Redis. */
export function subscribersOf({ redis }: ChaosSlot): readonly ChaosConnection[] {
  return redis.connections.filter(({ opening }) => /subscribe/i.test(opening));
}

function some<T>(random: Seeded, all: readonly T[]): readonly T[] {
  const share = random.next();
  const chosen = all.filter(() => random.next() < share);
  return chosen.length > 0 ? chosen : [random.pick(all)];
}

async function stall({ random, members }: FaultScene, lanes: readonly ("up" | "down")[]): Promise<void> {
  const proxies: readonly ChaosProxy[] = some(random, members).map(({ proxy }) => proxy);
  const connections = proxies.flatMap((proxy) => proxy.connections);
  for (const connection of connections) for (const lane of lanes) connection[lane].stall();
  await pause(random.between(200, 5_000));
  // Late packets of connections that were given up arrive after all.
  for (const connection of connections) for (const lane of lanes) connection[lane].flow();
}
