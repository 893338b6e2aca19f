import type { Client } from "@volley/client";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { startBalancer } from "../../support/cluster/balancer.js";
import { startPlayer } from "../../support/cluster/player.js";
import type { RoomContract } from "../../support/cluster/room-contract.js";
import { type ProcessCluster, startCluster } from "../../support/cluster/start-cluster.js";
import type { ClusterProcess } from "../../support/cluster/start-node.js";
import { freePort, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const counts = { frontends: 2, backends: 1 };

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
    const { client, ready, heard } = await startPlayer(balancer);
    const leaver = await cluster.client("leaver", 0);
    await leaver.request("room.hall");
    const before = await client.request("room.kept");
    expect(before).toMatchObject({ uid: "ann", kept: "a seat", tags: ["keeper"] });
    await until(() => told.includes("came ann"), "she is seen");

    balancer.lead(nodes(cluster)[B].url);
    await nodes(cluster)[A].kill();
    await until(() => ready.length === 2, "she is back", 30_000);
    expect(ready).toEqual([false, true]);
    expect(await client.request("room.kept")).toEqual(before);
    await say(other, "after");
    await until(() => heard.includes("said after"), "she hears her group");
    expect((await nodes(cluster)[B].stats()).heard).toContain("resumed ann");
    // Those whom the dead node leaves behind are taken out: one who doesn't come back is.
    await until(() => told.includes("went leaver"), "the dead node's members are taken out", 60_000);
    expect(told.filter((each) => each.endsWith("ann"))).toEqual(["came ann"]);
  });

  it("brings what was missed meanwhile once and in order, before all else, and the answer to what was under way", async () => {
    await using cluster = await startCluster(redisUrl ?? "", counts, { leaseMs: 3_000 });
    await using balancer = await startBalancer(nodes(cluster)[A].url);
    const { client: other } = await witness(cluster);
    const { client, ready, heard, resyncs } = await startPlayer(balancer);
    const ordering = client.request("room.order", { id: "hat", takesMs: 1_500 });
    const effects = () => cluster.backends.flatMap((each) => each.effects);
    await until(() => effects().length === 1, "it is being ordered");
    await nodes(cluster)[A].kill();
    const missed = [1, 2, 3, 4, 5].flatMap((n) => [`logged ${n}`, `told ${n}`]);
    for (const each of missed) {
      const [kind, n = ""] = each.split(" ");
      if (kind === "logged") await other.request("room.log", { room: "7", id: n });
      else await other.request("room.tell", { uid: "ann", text: n });
    }
    balancer.lead(nodes(cluster)[B].url);
    const hears = async (): Promise<boolean> => {
      await say(other, "live");
      return heard.includes("said live");
    };
    await until(hears, "she hears her group", 30_000);
    expect(await ordering).toMatchObject({ receipt: expect.any(String) });
    expect(effects()).toEqual(["hat"]);
    const before = heard.slice(0, heard.indexOf("said live"));
    for (const kind of ["logged", "told"]) {
      const only = (all: readonly string[]) => all.filter((each) => each.startsWith(kind));
      expect(only(before)).toEqual(only(missed));
      expect(only(heard)).toEqual(only(missed));
    }
    expect([ready, resyncs]).toEqual([[false, true], []]);
  });

  it("is taken over from a frontend that lives, which lets it go without a word", async () => {
    await using cluster = await startCluster(redisUrl ?? "", counts);
    await using balancer = await startBalancer(nodes(cluster)[A].url);
    const { told } = await witness(cluster);
    const { client, ready } = await startPlayer(balancer);
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
    const { client, ready } = await startPlayer(balancer);
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
      await using cluster = await startCluster(server.url, counts, { leaseMs: 1_000, graceMs: 30_000 });
      await using balancer = await startBalancer(nodes(cluster)[A].url);
      const { client, ready } = await startPlayer(balancer);
      const before = await client.request("room.kept");
      await server.stop();
      balancer.cut();
      const refused = () => client.status.state === "waiting" && client.status.attempt >= 3;
      await until(refused, "she waits, and is told to wait on", 60_000);
      expect(ready).toEqual([false]);
      balancer.lead(nodes(cluster)[B].url);
      server = await startRedis({ port });
      await until(() => ready.length === 2, "she is back", 60_000);
      // Redis came back empty: the node before writes again what it has.
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
