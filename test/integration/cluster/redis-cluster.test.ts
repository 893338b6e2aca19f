import { createServer, redis } from "@volley/server";
import { createEmitter } from "@volley/server/emitter";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { allAlive } from "../../support/cluster/all-alive.js";
import { enterRoom } from "../../support/cluster/enter-room.js";
import { roomContract } from "../../support/cluster/room-contract.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { underLoad } from "../../support/cluster/under-load.js";
import { type RedisClusterServers, startRedisCluster } from "../../support/redis-cluster.js";
import { until } from "../../support/until.js";

const LEASE_MS = 3_000;
/** Everything is right again so soon after a cut: 5 s are promised, and ten times that allowed. */
const BACK_MS = 50_000;
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe.skipIf(inject("redisUrl") === null)("a cluster on a Redis Cluster", { timeout: 120_000 }, () => {
  let servers: RedisClusterServers;
  const place = () => ({ cluster: servers.addresses });
  beforeAll(async () => {
    servers = await startRedisCluster();
  }, 60_000);
  afterAll(() => servers?.stop());

  it("knows users of all slots, hands calls on, and pushes to users and groups of other frontends", async () => {
    await using cluster = await startCluster(place(), { frontends: 2, backends: 2 });
    const { getsThrough } = await enterRoom(cluster);
    for (let n = 0; n < 20; n++) expect(await getsThrough()).toBe(true);

    // So many that each master keeps some, all at once: the first ones meet connections that are just being made.
    const uids = Array.from({ length: 60 }, (_, n) => `user-${n}`);
    const clients = await Promise.all(uids.map((uid, n) => cluster.client(uid, n % 2)));
    const arrived = clients.map(
      (client) => new Promise<string>((resolve) => client.onPush("room.said", ({ id }) => resolve(id))),
    );
    const by = await Promise.all(clients.map(async (client) => (await client.request("room.count")).by));
    expect(new Set(by)).toEqual(new Set(cluster.backends.map(({ id }) => id)));
    await using emitter = createEmitter(roomContract(), { redis: cluster.common });
    const said = { room: "r", id: "to users" };
    const receipt = await emitter.users([...uids, "nobody"]).push("room.said", said);
    expect({ ...receipt, delivered: receipt.delivered.length }).toEqual({
      delivered: uids.length,
      pending: [],
      offline: ["nobody"],
    });
    expect(new Set(await Promise.all(arrived))).toEqual(new Set([said.id]));
    const kept = await Promise.all(servers.operators.map((operator) => operator.dbsize()));
    expect(Math.min(...kept)).toBeGreaterThan(0);
  });

  it("leaves one of two sessions of a user that came at once", async () => {
    await using cluster = await startCluster(place(), { frontends: 2, backends: 1 }, { unique: true });
    const pairs = await Promise.all(
      Array.from({ length: 20 }, (_, n) => Promise.allSettled([0, 1].map((at) => cluster.client(`twin-${n}`, at)))),
    );
    const survivors = (): number[] =>
      pairs.map(
        (pair) => pair.filter((each) => each.status === "fulfilled" && each.value.status.state === "ready").length,
      );
    await until(() => survivors().every((count) => count === 1), "one survivor of each pair", 30_000);
    expect(survivors()).toEqual(pairs.map(() => 1));
  });

  it("turns to the other backend when one is killed, although no count of receivers shows it", async () => {
    await using cluster = await startCluster(place(), { frontends: 1, backends: 2 }, { leaseMs: LEASE_MS });
    const clients = await Promise.all(Array.from({ length: 10 }, (_, n) => cluster.client(`u${n}`)));
    const loads = clients.map((client, n) => underLoad(client, `r${n}`));
    await until(() => loads.every(({ outcomes }) => outcomes.length > 20));
    const [dead, alive] = cluster.backends;
    expect(new Set(loads.flatMap(({ outcomes }) => outcomes.map(({ by }) => by))).size).toBe(2);

    await dead?.kill();
    const at = loads.map(({ outcomes }) => outcomes.length);
    await until(() => loads.every(({ outcomes }, n) => outcomes.length > (at[n] ?? 0) + 20), "answers again", 60_000);
    await Promise.all(loads.map(({ stop }) => stop()));
    for (const { outcomes } of loads) {
      expect(outcomes.slice(-10).every(({ ok, by }) => ok && by === alive?.id)).toBe(true);
      const failed = outcomes.filter(({ ok }) => !ok);
      expect(failed.length).toBeLessThanOrEqual(2);
      for (const { code } of failed) expect(["DISCONNECTED", "UNAVAILABLE", "TIMEOUT"]).toContain(code);
    }
    await cluster.know(2, [...cluster.frontends, ...cluster.backends.slice(1)]);
  });

  it("is right again when connections of every kind are cut, one master after the other", async () => {
    await using cluster = await startCluster(place(), { frontends: 2, backends: 2 });
    const { a, b, getsThrough } = await enterRoom(cluster);
    const observer = createServer(roomContract(), { cluster: redis(cluster.common), role: "frontend", logger: quiet });
    await observer.start();
    try {
      for (const operator of servers.operators) {
        for (const kind of ["pubsub", "normal"]) {
          await operator.client("KILL", "TYPE", kind, "SKIPME", "yes");
          await until(getsThrough, "messages get through again", BACK_MS);
          await cluster.know(5);
          for (const uid of ["a", "b"]) await until(() => observer.online(uid).catch(() => false), uid, BACK_MS);
        }
        await operator.script("FLUSH");
        expect(await getsThrough()).toBe(true);
      }
      await allAlive(cluster);
      expect([a.status.state, b.status.state]).toEqual(["ready", "ready"]);
    } finally {
      await observer.close();
    }
  });
});
