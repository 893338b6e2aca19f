import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { type Order, OrderClient } from "../../support/cluster/order-client.js";
import { type ProcessCluster, startCluster } from "../../support/cluster/start-cluster.js";
import { startRedis } from "../../support/redis-server.js";
import { until } from "../../support/until.js";

const redisUrl = inject("redisUrl");
const url = redisUrl ?? "";
const LEASE_MS = 3_000;

/** Orders something once on a cluster, by whatever way the test says. */
async function orderOn(cluster: ProcessCluster) {
  const client = randomBytes(8).toString("hex");
  const first = await OrderClient.join(cluster.frontends[0]?.url ?? "", client);
  const { memory } = first;
  const order: Order = { client, id: client, takesMs: 1_000, ageMs: 0, memory };
  return {
    first,
    order,
    /** How often the effect was had, on all nodes. */
    effects: () => cluster.backends.flatMap(({ effects }) => effects).filter((id) => id === client).length,
    /** The backend that had it. */
    owner: () => cluster.backends.find(({ effects }) => effects.includes(client)),
    again: async (frontend: number, how: Partial<Order> = {}) => {
      const resending = await OrderClient.join(cluster.frontends[frontend]?.url ?? "", client);
      resending.send({ ...order, ageMs: 1_000, ...how });
      return resending;
    },
  };
}

describe.skipIf(redisUrl === null)("a `once` request in a cluster of processes", { timeout: 120_000 }, () => {
  it("resent six times over three frontends, one of which is killed, has one effect and equal replies", async () => {
    await using cluster = await startCluster(url, { frontends: 3, backends: 2 }, { leaseMs: LEASE_MS });
    const { first, order, effects, again } = await orderOn(cluster);
    first.send(order);
    await until(() => effects() === 1);
    const sent = [await again(1), await again(2), await again(0)];
    await cluster.frontends[0]?.kill();
    sent.push(await again(1), await again(2));
    const [one, two, , four, five] = sent;
    const answers = await Promise.all([one, two, four, five].map(async (each) => await each?.answer()));
    const last = await again(1);
    expect(new Set([...answers, await last.answer()].map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ receipt: expect.any(String) });
    expect(effects()).toBe(1);
    for (const each of [first, last, ...sent]) each.leave();
  });

  it("gets the reply of its one run when its frontend is killed half way", async () => {
    await using cluster = await startCluster(url, { frontends: 2, backends: 1 }, { leaseMs: LEASE_MS });
    const { first, order, effects, again, owner } = await orderOn(cluster);
    first.send(order);
    await until(() => effects() === 1);
    await cluster.frontends[0]?.kill();
    const resent = await again(1);
    expect(await resent.answer()).toMatchObject({ by: owner()?.id });
    expect(effects()).toBe(1);
    resent.leave();
  });

  it("ends with OUTCOME_UNKNOWN when its backend is killed half way, and never runs again", async () => {
    await using cluster = await startCluster(url, { frontends: 2, backends: 2 }, { leaseMs: LEASE_MS });
    const { first, order, effects, again, owner } = await orderOn(cluster);
    first.send({ ...order, takesMs: 30_000 });
    await until(() => effects() === 1);
    await owner()?.kill();
    // The frontend turns to the other backend, where the claim decides.
    expect(await first.answer()).toBe("OUTCOME_UNKNOWN");
    const resent = await again(1, { takesMs: 30_000 });
    expect(await resent.answer()).toBe("OUTCOME_UNKNOWN");
    expect(effects()).toBe(1);
    for (const each of [first, resent]) each.leave();
  });

  it("ends with OUTCOME_UNKNOWN when its backend is stopped, whatever that says when it wakes", async () => {
    await using cluster = await startCluster(url, { frontends: 2, backends: 2 }, { leaseMs: LEASE_MS });
    const { first, order, effects, again, owner } = await orderOn(cluster);
    first.send(order);
    await until(() => effects() === 1);
    owner()?.process.kill("SIGSTOP");
    const resent = await again(1);
    expect(await resent.answer()).toBe("OUTCOME_UNKNOWN");
    owner()?.process.kill("SIGCONT");
    await cluster.know(4);
    const late = await again(0);
    expect(await late.answer()).toBe("OUTCOME_UNKNOWN");
    expect(await first.answer()).toBe("OUTCOME_UNKNOWN");
    expect(effects()).toBe(1);
    for (const each of [first, resent, late]) each.leave();
  });
});

describe.skipIf(redisUrl === null)("a `once` request whose Redis forgets", { timeout: 120_000 }, () => {
  it.each(["flushed", "restarted"])("isn't run again when that was %s", async (how) => {
    let redis = await startRedis();
    try {
      await using cluster = await startCluster(redis.url, { frontends: 1, backends: 2 }, { leaseMs: LEASE_MS });
      const watcher = await cluster.client("watcher");
      const { first, order, effects, again } = await orderOn(cluster);
      first.send({ ...order, takesMs: 0 });
      expect(await first.answer()).toMatchObject({ receipt: expect.any(String) });
      if (how === "flushed") {
        const admin = new Redis(redis.url);
        await admin.flushall();
        admin.disconnect();
      } else {
        const { port } = redis;
        await redis.stop();
        redis = await startRedis({ port });
      }
      await until(async () => (await watcher.request("room.count").result()).ok, "messages through Redis", 60_000);
      // It comes back until it is let in.
      await cluster.client("newcomer");
      const resent = await again(0, { takesMs: 0 });
      expect(await resent.answer()).toBe("OUTCOME_UNKNOWN");
      expect(effects()).toBe(1);
      // What comes for the first time is no matter of memory.
      const next = await watcher.request("room.order", { id: "next", takesMs: 0 });
      expect(next.receipt).not.toBe("");
      for (const each of [first, resent]) each.leave();
    } finally {
      await redis.stop();
    }
  });
});
