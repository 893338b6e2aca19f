import { ManualClock } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing } from "../redis/test-redis.js";
import { SampledTime } from "./cluster-time.js";
import { DiscoveryRig, nodeInfo } from "./discovery-rig.fixture.js";
import { RedisNodeStore } from "./redis-node-store.js";

describe.skipIf(redisMissing)("discovery when Redis has faults", { timeout: 60_000 }, () => {
  const keys = new RedisKeys();
  let server: RedisServer;
  let redis: RedisRig;
  let rig: DiscoveryRig;
  beforeEach(async () => {
    server = await startRedis();
    redis = await openRedisRig(server.url);
    rig = new DiscoveryRig({ connect: (clock) => storeFor(clock), pass: (ms) => redis.pass(ms) });
  });
  afterEach(async () => {
    await rig.close();
    redis.close();
    await server.stop();
  });

  const storeFor = (clock: ManualClock, time = new SampledTime(clock)): RedisNodeStore =>
    new RedisNodeStore({ commands: redis.commands, keys, clock, time });

  async function pair() {
    const [a, b] = [rig.node("a"), rig.node("b")];
    await a.join();
    await b.join();
    await until(() => a.knows() === "a b", "a knows b");
    return { a, b };
  }

  it("goes on when Redis forgot the scripts", async () => {
    const { a, b } = await pair();
    await redis.client.script("FLUSH");
    await a.discovery.update(nodeInfo("a", { state: "draining" }));
    await until(() => b.discovery.nodes()[0]?.state === "draining", "b sees the change");
  });

  it("registers the nodes again when Redis lost them, and nobody seems to leave", async () => {
    const { a, b } = await pair();
    await redis.client.flushall();
    await a.beat();
    await b.beat();
    await a.beat();
    expect(Object.keys(await redis.client.hgetall(keys.nodes)).sort()).toEqual(["a", "b"]);
    for (const node of [a, b]) expect(node.heard()).toEqual(["joined a", "joined b"]);
  });

  it("keeps the last known nodes while Redis is stopped, and is right again when an empty one is back", async () => {
    const { a, b } = await pair();
    await server.stop();
    await until(() => !redis.commands.open, "the connection is lost");
    const c = rig.node("c");
    await expect(c.join()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await b.discovery.update(nodeInfo("b", { state: "draining" }));
    for (let n = 0; n < 5; n++) await a.beat();
    expect([a.knows(), b.knows()]).toEqual(["a b", "a b"]);
    server = await startRedis({ port: server.port });
    await until(() => redis.commands.open, "the connection is back");
    await a.beat(1_000);
    expect(a.knows()).toBe("a b");
    await b.beat(1_000);
    await c.join();
    await until(() => a.knows() === "a b c", "a knows c");
    expect(a.heard()).toEqual(["joined a", "joined b", "changed b", "joined c"]);
    for (let n = 0; n < 3; n++) await Promise.all([a.beat(), b.beat(), c.beat()]);
    expect(a.heard().length).toBe(4);
  });

  it("renews when Redis' memory is full", async () => {
    const { a } = await pair();
    await redis.client.config("SET", "maxmemory", "1");
    await a.beat();
    expect(a.logger.lines).toEqual([]);
  });

  it("takes garbage out of the nodes' key", async () => {
    const { a } = await pair();
    const far = Date.now() + 60_000;
    const garbage = { x: "", y: "{}", z: `${far} 60000`, never: `${far}000 60000 {}`, long: `${far} ${far} {}` };
    await redis.client.hset(keys.nodes, garbage);
    await a.beat();
    expect((await redis.client.hkeys(keys.nodes)).sort()).toEqual(["a", "b"]);
    await redis.client.set(keys.nodes, "a string");
    await a.beat();
    expect(await redis.client.hkeys(keys.nodes)).toContain("a");
    expect(a.knows()).toBe("a b");
  });

  it("doesn't fail for many nodes", async () => {
    const { a } = await pair();
    const text = (id: string): string => `${Date.now() + 60_000} 60000 ${JSON.stringify(nodeInfo(id))}`;
    const ids = Array.from({ length: 5_000 }, (_, n) => `n${n}`);
    await redis.client.hset(keys.nodes, Object.fromEntries(ids.map((id) => [id, text(id)])));
    await a.beat();
    expect(a.discovery.nodes().length).toBe(5_002);
  });

  it("tells Redis' time, whatever the node's clock says", async () => {
    const clock = new ManualClock({ startedAt: 1_000_000 });
    const time = new SampledTime(clock);
    const before = await redis.now();
    await storeFor(clock, time).renew(undefined);
    expect(time.now()).toBeGreaterThanOrEqual(before);
    expect(time.now()).toBeLessThanOrEqual(await redis.now());
  });

  it("leaves no key behind", async () => {
    const [a, b] = [rig.node("a", { leaseMs: 300 }), rig.node("b", { leaseMs: 400 })];
    await a.join();
    await b.join();
    await a.discovery.abandon();
    await b.discovery.abandon();
    expect(await redis.client.dbsize()).toBe(1);
    // Redis takes its time with keys that nobody asks for.
    while ((await redis.client.dbsize()) > 0) await redis.pass(20);
  });
});
