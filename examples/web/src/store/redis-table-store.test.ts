import { describe, expect, it } from "vitest";
import { redisMissing, useRedis } from "./redis.fixture.js";
import { createRedisTableStore } from "./redis-table-store.js";
import { describeTableStore } from "./table-store.suite.js";

describe.skipIf(redisMissing !== undefined)("with Redis", () => {
  const { redis, admin, prefix } = useRedis();
  const waitingFor = (uid: string) => ({ phase: "waiting", host: { uid, name: uid }, ticket: "s" }) as const;

  describeTableStore("the Redis table store", (options) =>
    createRedisTableStore({ redis, prefix: prefix(), ...options }),
  );

  it("is one store for all processes", async () => {
    const own = prefix();
    const [one, other] = [createRedisTableStore({ redis, prefix: own }), createRedisTableStore({ redis, prefix: own })];
    await one.create("t", waitingFor("ann"));
    expect(await other.liveTableOf("ann")).toEqual(await one.get("t"));
    expect((await other.update("t", 1, { phase: "closed" })).ok).toBe(true);
    expect((await one.update("t", 1, waitingFor("ann"))).ok).toBe(false);
  });

  it("keeps nothing of a table that ended long ago", async () => {
    const own = prefix();
    const store = createRedisTableStore({ redis, prefix: own, keepEndedMs: 20 });
    await store.create("t", waitingFor("ann"));
    await store.told("t", 1, 0);
    await store.update("t", 1, { phase: "closed" });
    await store.told("t", 2, 0);
    await expect.poll(() => admin.keys(`${own}*`)).toEqual([]);
    expect(await store.get("t")).toBeUndefined();
  });

  it("forgets that a table is due which is gone", async () => {
    const store = createRedisTableStore({ redis, prefix: prefix(), keepEndedMs: 1, newsMs: 0 });
    await store.create("t", { phase: "closed" });
    await expect.poll(() => store.get("t")).toBeUndefined();
    expect(await store.claimDue({ leaseMs: 0, limit: 5 })).toEqual(["t"]);
    await store.told("t", 0, 0);
    expect(await store.claimDue({ leaseMs: 0, limit: 5 })).toEqual([]);
  });
});
