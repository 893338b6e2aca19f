import { randomBytes } from "node:crypto";
import { defineContract, group, push, request } from "@volley/protocol";
import { redis, type Server } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { type TestClient, type TestCluster, testCluster } from "@volley/server/testing";
import { afterEach, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openRedisRig } from "../../../packages/server/src/redis/redis-rig.fixture.js";
import { type RedisServer, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const contract = defineContract({
  routes: { "table.sit": request({ input: z.string() }), "table.play": request({ input: z.number() }) },
  pushes: {
    "table.played": push(z.number(), { delivery: "replay" }),
    "table.chat": push(z.string()),
    "user.paid": push(z.number(), { delivery: "replay" }),
  },
  groups: { "table:{id}": group(["table.played", "table.chat"]) },
});
type App = Server<typeof contract>;
type Client = TestClient<typeof contract>;

function serve(server: App): void {
  server.service("table", {
    sit: ({ input, session }) => session.join("table:{id}", { id: input }),
    play: async ({ input }) => void (await server.group("table:{id}", { id: 1 }).push("table.played", input)),
  });
}

/** Takes so many pushes, in the order in which they come. */
async function take(client: Client, count: number): Promise<readonly number[]> {
  const taken: number[] = [];
  while (taken.length < count) taken.push(await client.nextPush("table.played", { timeoutMs: 10_000 }));
  return taken;
}

const redisUrl = inject("redisUrl");
const newPrefix = () => `test-${randomBytes(6).toString("hex")}`;

describe.skipIf(redisUrl === null)("pushes with delivery replay, in a cluster", () => {
  let t: TestCluster<typeof contract, unknown, unknown>;
  let own: RedisServer | undefined;
  afterEach(async () => {
    await t.close();
    await own?.stop();
    own = undefined;
  });

  async function open(at = { url: redisUrl ?? "", prefix: newPrefix() }) {
    const prepare = (server: unknown) => serve(server as App);
    t = await testCluster(contract, prepare, { nodes: 3, cluster: redis(at), server: { timeouts: { sweepMs: 200 } } });
    const clients = await Promise.all([0, 1, 2, 0].map((node, n) => t.client({ uid: `u${n}`, node })));
    for (const client of clients) await client.request("table.sit", "1");
    return { at, clients, servers: t.servers as unknown as readonly [App, App, App] };
  }

  it("come to all members on all nodes in one order, from nodes and an emitter at once", async () => {
    const { at, clients, servers } = await open();
    await using emitter = createEmitter(contract, { redis: at });
    const from = [...servers, emitter].map((each) => each.group("table:{id}", { id: 1 }));
    const published = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => from[n % from.length]?.push("table.played", n)),
    );
    expect(new Set(published.map((each) => each?.offset)).size).toBe(200);
    const [first, ...others] = await Promise.all(clients.map((client) => take(client, 200)));
    expect(new Set(first).size).toBe(200);
    for (const other of others) expect(other).toEqual(first);
  });

  it("keep filters on every node", async () => {
    const { at, clients } = await open();
    await using emitter = createEmitter(contract, { redis: at });
    const table = emitter.group("table:{id}", { id: 1 });
    await table.push("table.played", 1, { except: { uids: ["u1", "u3"] } });
    await table.push("table.played", 2, { only: { uids: ["u1"] } });
    await table.push("table.played", 3);
    const wanted = [[1, 3], [2, 3], [1, 3], [3]];
    for (const [n, client] of clients.entries()) {
      expect(await take(client, wanted[n]?.length ?? 0)).toEqual(wanted[n]);
    }
  });

  it("come to users, wherever they are, from a node and from an emitter", async () => {
    const { at, clients, servers } = await open();
    await using emitter = createEmitter(contract, { redis: at });
    const receipt = await emitter.users(["u0", "u1", "gone"]).push("user.paid", 1);
    expect(receipt).toEqual({
      ...{ delivered: ["u0", "u1"], pending: [], offline: ["gone"] },
      published: Object.fromEntries(["u0", "u1", "gone"].map((uid) => [uid, { offset: 1, duplicate: false }])),
    });
    const again = { producer: { id: "bank", serial: 7 } };
    for (const duplicate of [false, true]) {
      const one = await servers[2].user("u0").push("user.paid", 2, again);
      expect(one).toMatchObject({ delivered: ["u0"], offset: 2, duplicate });
    }
    expect([await clients[0]?.nextPush("user.paid"), await clients[0]?.nextPush("user.paid")]).toEqual([1, 2]);
    expect(await clients[1]?.nextPush("user.paid")).toBe(1);
    await clients[0]?.expectNoPush("user.paid");
  });

  it("are repaired when the nodes' subscriptions break in between", async () => {
    own = await startRedis();
    const rig = await openRedisRig(own.url);
    const { clients, servers } = await open({ url: own.url, prefix: newPrefix() });
    const table = servers[0].group("table:{id}", { id: 1 });
    for (let n = 0; n < 60; n++) {
      await table.push("table.played", n);
      if (n % 20 === 19) await rig.client.call("CLIENT", "KILL", "TYPE", "pubsub");
    }
    const all = await Promise.all(clients.map((client) => take(client, 60)));
    for (const each of all) expect(each).toEqual(Array.from({ length: 60 }, (_, n) => n));
    rig.close();
  });

  it("fail fast while Redis is away, and joins too, while live pushes go on", async () => {
    own = await startRedis();
    const { clients, servers } = await open({ url: own.url, prefix: newPrefix() });
    const [a] = clients;
    const table = servers[0].group("table:{id}", { id: 1 });
    await own.stop();
    await until(async () => {
      const failed = await table.push("table.played", 1).catch((error: unknown) => error);
      return (failed as { code?: string }).code === "UNAVAILABLE";
    });
    await table.push("table.chat", "still here");
    expect(await a?.nextPush("table.chat")).toBe("still here");
    await expect(a?.request("table.sit", "2")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    const [session] = servers[0].sessions("u0");
    expect(session?.connected).toBe(true);
  });
});
