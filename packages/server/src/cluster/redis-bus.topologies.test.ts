import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { startRedisCluster } from "../../../../test/support/redis-cluster.js";
import { startSentinel } from "../../../../test/support/redis-sentinel.js";
import type { RedisServer } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { redisMissing } from "../redis/test-redis.js";
import { RedisBuses, type TestBus } from "./redis-bus.fixture.js";

const COUNT = 300;

/** Publishes numbers on several channels and waits until another bus got all of them. Returns them as they came. */
async function carry(from: TestBus, to: TestBus): Promise<readonly number[]> {
  const got: number[] = [];
  // What was carried before may still be on its way to other nodes of a Redis Cluster.
  const name = randomUUID();
  const stop = await to.bus.subscribe(`${name}*`, (message) => void got.push(Buffer.from(message).readUInt16BE()));
  const published = Array.from({ length: COUNT }, (_, i) => {
    const message = Buffer.alloc(2);
    message.writeUInt16BE(i);
    return from.bus.publish(`${name}${i % 7}`, message);
  });
  await Promise.all(published);
  await until(() => got.length >= COUNT, "all messages");
  stop();
  return got;
}
/** What Redis knows of its connections. */
async function connectionsOf({ url }: RedisServer): Promise<string> {
  const client = new Redis(url);
  const list = await client.client("LIST");
  client.disconnect();
  return String(list);
}

const inOrder = Array.from({ length: COUNT }, (_, i) => i);

describe.skipIf(redisMissing)("a RedisBus on several Redis", { timeout: 60_000 }, () => {
  it("keeps the order in a Redis Cluster, and goes on at another node when its own dies", async () => {
    const cluster = await startRedisCluster();
    onTestFinished(() => cluster.stop());
    const buses = new RedisBuses();
    onTestFinished(() => buses.close());
    const redis = { cluster: cluster.addresses, commandTimeoutMs: 500 };
    const made = await Promise.all([0, 1, 2, 3].map(() => buses.start(redis)));
    for (const [index, from] of made.entries()) {
      expect(await carry(from, made[(index + 1) % made.length] ?? from)).toEqual(inOrder);
    }
    // How many got it can't be known there.
    expect(await made[0]?.bus.publish("x", Uint8Array.of())).toBeUndefined();

    const [dying] = cluster.masters;
    if (dying === undefined) throw new Error("a cluster has nodes");
    const list = await connectionsOf(dying);
    const hit = made.filter((_, index) => list.includes(`:node-${index}:`));
    const noticed = hit.map(({ bus }) => new Promise((resolve) => bus.onChange(resolve)));
    await dying.stop();
    await Promise.all(noticed);
    await buses.allAre(true);
    for (const [index, from] of made.entries()) {
      expect(await carry(from, made[(index + 1) % made.length] ?? from)).toEqual(inOrder);
    }
  });

  it("follows a Sentinel to the new master", async () => {
    const sentinel = await startSentinel();
    onTestFinished(() => sentinel.stop());
    const buses = new RedisBuses();
    onTestFinished(() => buses.close());
    const redis = { sentinel: sentinel.sentinel, commandTimeoutMs: 500 };
    const [one, two] = [await buses.start(redis), await buses.start(redis)];
    expect(await carry(one, two)).toEqual(inOrder);
    await sentinel.master.stop();
    await buses.allAre(false);
    await buses.allAre(true);
    expect(await carry(two, one)).toEqual(inOrder);
  });
});
