import { describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { describeLimitStore } from "./limit-store.suite.js";
import { RedisLimitStore } from "./redis-limit-store.js";
import { ruleOf } from "./rule.js";

const slow = ruleOf({ rate: 1, perMs: 3_600_000, burst: 2 }, "a limit");

describe.skipIf(redisMissing)("in Redis", () => {
  const makeStore = testStore();

  function start() {
    const made = makeStore();
    return { ...made, store: new RedisLimitStore(made) };
  }

  describeLimitStore(start);

  it("writes nothing for what it refuses", async () => {
    const { store, client, keys } = start();
    await store.take("k", slow, 2);
    const before = await client.get(keys.limit("k"));
    expect(await store.take("k", slow)).toMatchObject({ allowed: false });
    expect(await client.get(keys.limit("k"))).toBe(before);
    expect(await client.pttl(keys.limit("k"))).toBeGreaterThan(0);
  });

  it("starts anew from what is no allowance, and from one of the future", async () => {
    const { store, client, keys } = start();
    await client.set(keys.limit("k"), "nonsense");
    expect(await store.take("k", slow)).toMatchObject({ allowed: true, remaining: 1 });
    // As after a failover to a machine whose clock is an hour behind.
    const [seconds] = await client.time();
    await client.set(keys.limit("l"), `3600000000:${(Number(seconds) + 3_600) * 1_000_000}`);
    expect(await store.take("l", slow)).toMatchObject({ allowed: true, remaining: 0 });
    expect(await store.take("l", slow)).toMatchObject({ allowed: false });
  });

  it("rejects with UNAVAILABLE when the key is of another type", async () => {
    const { store, client, keys } = start();
    await client.lpush(keys.limit("k"), "x");
    await expect(store.take("k", slow)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
