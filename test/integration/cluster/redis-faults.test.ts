import type { Client } from "@volley/client";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { allAlive } from "../../support/cluster/all-alive.js";
import { enterRoom } from "../../support/cluster/enter-room.js";
import type { RoomContract } from "../../support/cluster/room-contract.js";
import { startCluster } from "../../support/cluster/start-cluster.js";
import { freePort, type RedisServer, startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

/** How long Redis is away, in s. `REDIS_OUTAGES=2,20,60` takes the long ones too. */
const OUTAGES = (process.env["REDIS_OUTAGES"] ?? "2").split(",").map(Number);
/** Everything is right again so soon after Redis is back: 5 s are promised, and ten times that allowed. */
const BACK_MS = 50_000;

/** Whether a frontend knows that it reaches nobody; what it had sent before that ends as `DISCONNECTED`. */
async function isRefused(client: Client<RoomContract>): Promise<boolean> {
  return (await client.request("room.count").result()).error?.code === "UNAVAILABLE";
}

/** Calls that need Redis fail with a type, and soon; those that don't go on. */
async function worksWithoutRedis(client: Client<RoomContract>): Promise<void> {
  const local = await client.request("here.ping").result();
  expect(local.ok).toBe(true);
  const startedAt = performance.now();
  const { error } = await client.request("room.count").result();
  expect(error?.code).toBe("UNAVAILABLE");
  // At once is what we want; a tenth of the client's own time-out tells it from waiting.
  expect(performance.now() - startedAt).toBeLessThan(1_000);
}

describe.skipIf(inject("redisUrl") === null)("a cluster whose Redis", { timeout: 240_000 }, () => {
  it.each(OUTAGES)("is away for %i s goes on with what is local, and is right again soon after", async (seconds) => {
    const port = await freePort();
    let server: RedisServer = await startRedis({ port });
    await using cluster = await startCluster(server.url, { frontends: 2, backends: 2 });
    try {
      const { a, getsThrough } = await enterRoom(cluster);
      expect(await getsThrough()).toBe(true);
      await server.stop();
      const end = performance.now() + seconds * 1_000;
      await until(() => isRefused(a), "the outage is noticed");
      do await worksWithoutRedis(a);
      while (performance.now() < end);
      await allAlive(cluster);

      server = await startRedis({ port });
      const backAt = performance.now();
      await until(getsThrough, "messages get through again", BACK_MS);
      console.log(`after ${seconds} s without Redis: through again in ${Math.round(performance.now() - backAt)} ms`);
      await cluster.know(4);
      // Nobody had to connect again, and what was forgotten is known again.
      expect(a.status.state).toBe("ready");
      const late = await cluster.client("late", 1);
      expect(await late.request("room.count").result()).toMatchObject({ ok: true });
      await allAlive(cluster);
    } finally {
      await server.stop();
    }
  });

  it("is frozen fails fast, and is right again when it goes on", async () => {
    const server = await startRedis();
    await using cluster = await startCluster(server.url, { frontends: 2, backends: 1 });
    try {
      const { a, getsThrough } = await enterRoom(cluster);
      expect(await getsThrough()).toBe(true);
      server.process.kill("SIGSTOP");
      await until(() => isRefused(a), "the freeze is noticed");
      await worksWithoutRedis(a);
      server.process.kill("SIGCONT");
      await until(getsThrough, "messages get through again", BACK_MS);
      await allAlive(cluster);
    } finally {
      server.process.kill("SIGCONT");
      await server.stop();
    }
  });

  it("cuts connections of every kind, forgets its scripts and all keys, is right again soon after", async () => {
    const server = await startRedis();
    await using cluster = await startCluster(server.url, { frontends: 2, backends: 2 });
    const operator = new Redis(server.url);
    try {
      const { a, getsThrough } = await enterRoom(cluster);
      const attacks: readonly (() => Promise<unknown>)[] = [
        () => operator.client("KILL", "TYPE", "pubsub", "SKIPME", "yes"),
        () => operator.client("KILL", "TYPE", "normal", "SKIPME", "yes"),
        () => operator.script("FLUSH"),
        () => operator.flushall(),
      ];
      for (const attack of attacks) {
        await attack();
        await until(getsThrough, "messages get through again", BACK_MS);
        await cluster.know(4);
        await allAlive(cluster);
      }
      expect(a.status.state).toBe("ready");
      const late = await cluster.client("late");
      expect(await late.request("room.count").result()).toMatchObject({ ok: true });
    } finally {
      operator.disconnect();
      await server.stop();
    }
  });

  it("carries garbage on every channel and in every key loses nothing by it", async () => {
    const server = await startRedis();
    await using cluster = await startCluster(server.url, { frontends: 2, backends: 1 });
    const attacker = new Redis(server.url);
    try {
      const { a, getsThrough } = await enterRoom(cluster);
      await a.request("room.hall");
      const channels = (await attacker.pubsub("CHANNELS")) as string[];
      const { prefix } = cluster.common;
      const names = [...channels, `${prefix}:rooms#/#`, `${prefix}:rooms#/#u:a#`, `${prefix}:rooms-request#/#`];
      const garbage = ["", "x", "null", "[]", "{}", "[1,2,3]", '{"type":3}', "\u0000", "\u00ff".repeat(100)];
      const bytes = [...garbage.map((text) => Buffer.from(text)), ...truncated(), Buffer.alloc(5_000, 0x91)];
      for (const name of names) for (const each of bytes) await attacker.publish(name, each);
      for (const key of await attacker.keys(`${prefix}*`)) {
        if ((await attacker.type(key)) === "hash") await attacker.hset(key, "garbage", "\u0000{]");
      }
      expect(names.length).toBeGreaterThan(6);
      for (let n = 0; n < 20; n++) expect(await getsThrough()).toBe(true);
      await cluster.know(3);
      const keys = await attacker.keys(`${prefix}*`);
      for (const key of keys) await attacker.set(key, "garbage");
      const late = await cluster.client("late");
      await late.request("room.hall");
      await until(async () => (await attacker.get(`${prefix}:{nodes}`).catch(() => "")) !== "garbage", "new records");
      for (let n = 0; n < 20; n++) expect(await getsThrough()).toBe(true);
      await cluster.know(3);
      await allAlive(cluster);
    } finally {
      attacker.disconnect();
      await server.stop();
    }
  });
});

/** Starts of something that looks like a message. */
function truncated(): Buffer[] {
  const whole = Buffer.from([0, 0, 0, 7, 0x5b, 0x31, 0x2c, 0x22, 0x61, 0x22, 0x5d, 0, 0, 0, 200, 0x5b]);
  return Array.from(whole, (_, length) => whole.subarray(0, length));
}
