import { randomBytes } from "node:crypto";
import { type Bus, redis } from "@volley/server";
import { onTestFinished } from "vitest";
import { openRedisRig } from "../../../packages/server/src/redis/redis-rig.fixture.js";
import type { RecordingMetrics } from "../../support/recording-metrics.js";
import { startRedis } from "../../support/redis-server.js";
import { type Moves, onSockets } from "./arena.js";

/** What is moved by Redis, and by its faults. */
export const movesOnRedis: Moves = {
  redisSeconds: async ({ metrics, moved }) => {
    const { client } = await withRedis(metrics);
    await (await client("ann")).request("arena.vote");
    for (const name of ["commands", "publish", "limits"]) await moved({ client: name });
  },
  redisErrors: async ({ metrics, moved }) => {
    const { redis: server, client } = await withRedis(metrics);
    const ann = await client("ann");
    await server.stop();
    void ann.request("arena.buy", "hat").result();
    await moved({ client: "commands" });
  },
  redisReconnects: async ({ metrics, moved }) => {
    const { rig } = await withRedis(metrics);
    await rig.client.call("CLIENT", "KILL", "TYPE", "pubsub");
    await rig.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
    for (const name of ["subscribe", "publish", "commands", "limits"]) await moved({ client: name });
  },
  busUp: async ({ metrics, moved }) => {
    const { redis: server } = await withRedis(metrics);
    await moved({}, (value) => value === 1);
    await server.stop();
    await moved({}, (value) => value === 0);
  },
  busRejected: async ({ metrics, moved }) => {
    const { redis: server, bus } = await withRedis(metrics);
    await server.stop();
    await bus()
      .publish("test", new Uint8Array(1))
      .catch(() => {});
    await moved();
  },
  busDropped: async ({ metrics, moved }) => {
    const { rig, prefix, server } = await withRedis(metrics);
    await rig.client.publish(`${prefix}:node:${server.node.id}`, "garbage");
    await moved();
  },
  busReceiverFailed: async ({ metrics, moved }) => {
    const { bus } = await withRedis(metrics);
    await bus().subscribe("test", () => {
      throw new Error("on purpose");
    });
    await bus().publish("test", new Uint8Array(1));
    await moved();
  },
  gapsFound: async ({ metrics, moved }) => {
    await loseEntry(metrics);
    await moved();
  },
  gapsRepaired: async ({ metrics, moved }) => {
    await loseEntry(metrics);
    await moved();
  },
  limitsDegraded: async ({ metrics, moved }) => {
    const { redis: server, client } = await withRedis(metrics);
    const ann = await client("ann");
    await server.stop();
    await ann.request("arena.vote").result();
    await moved();
  },
  resumeFailures: async ({ metrics, moved }) => {
    const { redis: server, client } = await withRedis(metrics);
    await client("ann");
    await server.stop();
    const bea = client("bea").catch(() => {});
    await moved();
    void bea;
  },
};

/** A node of a cluster on a Redis of its own. */
async function withRedis(metrics: RecordingMetrics) {
  const server = await startRedis();
  onTestFinished(() => server.stop());
  const rig = await openRedisRig(server.url);
  onTestFinished(() => rig.close());
  const prefix = `test-${randomBytes(4).toString("hex")}`;
  let bus: Bus | undefined;
  const node = await onSockets(metrics, {
    cluster: redis({ url: server.url, prefix }),
    authenticate: ({ token }) => (token === null ? null : { uid: token }),
    // Only to get at the bus: the cluster's own discovery is used.
    discovery: (parts) => {
      bus = parts.bus;
      return undefined as never;
    },
  });
  const busOf = (): Bus => {
    if (bus === undefined) throw new Error("there is no bus");
    return bus;
  };
  return { ...node, redis: server, rig, prefix, bus: busOf };
}

/** The log tells of an entry that doesn't follow: one before it must have been lost, and nothing was. */
async function loseEntry(metrics: RecordingMetrics): Promise<void> {
  const { server, client, rig, prefix } = await withRedis(metrics);
  const ann = await client("ann");
  await ann.request("arena.enter", "1");
  await server.group("arena:{id}", { id: 1 }).push("arena.hit", 1);
  await rig.client.publish(`${prefix}:log:g:arena:1`, "1:9:9:9\nx");
}
