import { type Client, createClient } from "@volley/client";
import { Redis } from "ioredis";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { type Balancer, startBalancer } from "../../support/cluster/balancer.js";
import { type RoomContract, roomContract } from "../../support/cluster/room-contract.js";
import { type ProcessCluster, startCluster } from "../../support/cluster/start-cluster.js";
import type { ClusterProcess } from "../../support/cluster/start-node.js";
import { recordingLogger } from "../../support/recording-logger.js";
import { freePort, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const counts = { frontends: 2, backends: 1 };

/** A player behind a balancer, and what she sees of her connection. */
async function player(balancer: Balancer, uid = "ann") {
  const reconnect = { minMs: 20, maxMs: 200 };
  const client = createClient(roomContract(), {
    ...{ url: balancer.url, token: () => uid, reconnect, timeoutMs: 30_000, logger: recordingLogger() },
  });
  onTestFinished(() => client.close());
  const ready: boolean[] = [];
  client.onStatus((status) => status.state === "ready" && ready.push(status.resumed));
  await client.connect();
  await client.request("room.keep", "a seat");
  await client.request("room.enter", "7");
  await client.request("room.hall");
  return { client, ready };
}

/** Somebody on the second frontend, and whom she sees come and go. */
async function witness(cluster: ProcessCluster) {
  const client = await cluster.client("witness", 1);
  const told: string[] = [];
  client.onPush("hall.came", ({ uid }) => told.push(`came ${uid}`));
  client.onPush("hall.went", ({ uid }) => told.push(`went ${uid}`));
  await client.request("room.hall");
  return { client, told };
}

const say = (client: Client<RoomContract>, id: string) => client.request("room.say", { room: "7", id });
const A = 0;
const B = 1;
const nodes = ({ frontends }: ProcessCluster) => frontends as readonly [ClusterProcess, ClusterProcess];

describe.skipIf(redisUrl === null)("a session in a cluster of processes", { timeout: 120_000 }, () => {
  it("goes on on another frontend after its own was killed: same id, user, data, tags, groups; nobody left", async () => {
    await using cluster = await startCluster(redisUrl ?? "", counts, { leaseMs: 3_000 });
    await using balancer = await startBalancer(nodes(cluster)[A].url);
    const { client: other, told } = await witness(cluster);
    const { client, ready } = await player(balancer);
    const before = await client.request("room.kept");
    expect(before).toMatchObject({ uid: "ann", kept: "a seat", tags: ["keeper"] });
    await until(() => told.includes("came ann"), "she is seen");
    const heard: string[] = [];
    client.onPush("room.said", ({ id }) => heard.push(id));

    balancer.lead(nodes(cluster)[B].url);
    await nodes(cluster)[A].kill();
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, true]);
    expect(await client.request("room.kept")).toEqual(before);
    await say(other, "after");
    await until(() => heard.includes("after"), "she hears her group");
    expect((await nodes(cluster)[B].stats()).heard).toContain("resumed ann");
    // Whatever the dead node left behind is taken out by then.
    await cluster.know(2, [nodes(cluster)[B]]);
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(told.filter((each) => each.endsWith("ann"))).toEqual(["came ann"]);
  });

  it("is taken over from a frontend that lives, which lets it go without a word", async () => {
    await using cluster = await startCluster(redisUrl ?? "", counts);
    await using balancer = await startBalancer(nodes(cluster)[A].url);
    const { told } = await witness(cluster);
    const { client, ready } = await player(balancer);
    const before = await client.request("room.kept");
    for (const [n, node] of [B, A, B, A].entries()) {
      balancer.lead(nodes(cluster)[node as 0 | 1].url);
      balancer.cut();
      await until(() => ready.length === n + 2, "she is back", 30_000);
      expect(await client.request("room.kept")).toEqual(before);
    }
    expect(ready).toEqual([false, true, true, true, true]);
    const stats = await Promise.all(nodes(cluster).map((node) => node.stats()));
    expect(stats.map(({ sessions }) => sessions)).toEqual([1, 1]);
    expect(stats.flatMap(({ heard }) => heard).filter((each) => each.startsWith("close"))).toEqual([]);
    expect(told.filter((each) => each.endsWith("ann"))).toEqual(["came ann"]);
  });

  it("moves as planned, and what is under way is answered by the node before", async () => {
    await using cluster = await startCluster(redisUrl ?? "", counts);
    await using balancer = await startBalancer(nodes(cluster)[A].url);
    const { client, ready } = await player(balancer);
    const statuses: string[] = [];
    client.onStatus(({ state }) => statuses.push(state));
    const waiting = client.request("room.wait", 1_500);
    balancer.lead(nodes(cluster)[B].url);
    await client.request("room.move");
    await until(() => ready.length === 2, "she has moved", 30_000);
    expect(await client.request("here.ping")).toBe(nodes(cluster)[B].id);
    expect(await waiting).toBeUndefined();
    expect(statuses).toEqual(["ready"]);
    await until(async () => (await nodes(cluster)[A].stats()).sessions === 0, "the node before has let it go");
  });

  it("waits for Redis rather than being lost, and leaves no key behind in the end", async () => {
    const port = await freePort();
    let server = await startRedis({ port });
    try {
      await using cluster = await startCluster(server.url, counts, { leaseMs: 1_000, graceMs: 60_000 });
      await using balancer = await startBalancer(nodes(cluster)[A].url);
      const { client, ready } = await player(balancer);
      const before = await client.request("room.kept");
      await server.stop();
      balancer.cut();
      await until(() => client.status.state === "waiting", "she waits");
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      expect(ready).toEqual([false]);
      server = await startRedis({ port });
      await until(() => ready.length === 2, "she is back", 60_000);
      // Redis came back empty: the node wrote again what it had.
      expect(ready).toEqual([false, true]);
      await until(async () => (await client.request("room.kept").result()).ok, "the backend can be reached", 60_000);
      expect(await client.request("room.kept")).toEqual(before);
      await client.close();
      const operator = new Redis(server.url);
      const left = async (): Promise<string[]> => (await operator.keys("*")).filter((key) => key.includes("{s:"));
      await until(async () => (await left()).length === 0, "nothing is kept of the session", 60_000);
      operator.disconnect();
    } finally {
      await server.stop();
    }
  });
});
