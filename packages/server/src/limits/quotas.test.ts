import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { hashKey } from "./hash-key.js";
import type { LimitPorts } from "./limit-ports.js";
import { MemoryLimitStore } from "./memory-limit-store.js";
import { limiterOptions, MemoryQuota, MemoryQuotas } from "./memory-quota.js";
import { describeQuotas } from "./quota.suite.js";
import { Quotas } from "./quotas.js";
import { RedisLimitStore } from "./redis-limit-store.js";
import { redisQuota } from "./redis-quota.js";

function memoryPorts(): LimitPorts {
  const quotas = new MemoryQuotas();
  const store = new MemoryLimitStore({ monotonic: () => 0 });
  return { store, limiterOf: (name, options) => quotas.limiterOf(name, options) };
}

describe("quotas in memory", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  describeQuotas(() => ({
    ports: memoryPorts(),
    pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
  }));

  it("hold no more keys than they may", async () => {
    const quota = new MemoryQuota(limiterOptions({ points: 1, perMs: 60_000 }), 2);
    for (const key of ["a", "b", "c"]) await quota.consume(key);
    expect(await quota.get("a")).toBeNull();
    expect(await quota.get("c")).toMatchObject({ consumedPoints: 1 });
    expect(vi.getTimerCount()).toBe(2);
  });
});

describe.skipIf(redisMissing)("quotas in Redis", () => {
  const makeStore = testStore();

  function start(own = false) {
    const made = makeStore({ own });
    const ports: LimitPorts = {
      store: new RedisLimitStore(made),
      limiterOf: (name, options) => redisQuota(name, options, made),
    };
    return { ...made, ports };
  }

  describeQuotas(() => start());

  it("write no key in clear, and none without an end", async () => {
    const { ports, client, keys } = start();
    await new Quotas(ports).quota("login", { points: 1, perMs: 60_000 }).take("a@b.example {x} 😀");
    const [key, ...others] = await client.keys(`${keys.prefix}:*`);
    expect([key, others]).toEqual([`${keys.quota("login")}:${hashKey("a@b.example {x} 😀")}`, []]);
    expect(await client.pttl(key ?? "")).toBeGreaterThan(0);
  });

  it("are counted in memory while Redis is away", async () => {
    const { ports, client } = start(true);
    const quota = new Quotas(ports).quota("login", { points: 2, perMs: 60_000 });
    await quota.take("k");
    client.disconnect();
    expect(await quota.take("k")).toMatchObject({ remaining: 1 });
    expect(await quota.take("k")).toMatchObject({ remaining: 0 });
    await expect(quota.take("k")).rejects.toMatchObject({ code: "RATE_LIMITED" });
    await quota.reward("k");
    await quota.forget("k");
    expect(await quota.take("k")).toMatchObject({ remaining: 1 });
  });
});

describe("a quota", () => {
  it.each([
    ["login", { points: 0, perMs: 1_000 }],
    ["login", { points: 1, perMs: 1_500 }],
    ["login", { points: 1, perMs: 0 }],
    ["login", { points: 1, perMs: 3_000_000_000 }],
    ["login", { points: 1, perMs: 1_000, blockMs: 5 }],
    ["a:b", { points: 1, perMs: 1_000 }],
    ["", { points: 1, perMs: 1_000 }],
  ])("that can't be counted is refused: %s %o", (name, options) => {
    expect(() => new Quotas(memoryPorts()).quota(name, options)).toThrow(/quota/);
  });

  it("is found again by its name, and has one set of options", () => {
    const quotas = new Quotas(memoryPorts());
    const login = quotas.quota("login", { points: 1, perMs: 1_000 });
    expect(quotas.quota("login", { points: 1, perMs: 1_000 })).toBe(login);
    expect(() => quotas.quota("login", { points: 2, perMs: 1_000 })).toThrow(/other options/);
  });

  it("takes whole positive costs only, and ends its waiting with the signal", async () => {
    const quota = new Quotas(memoryPorts()).quota("login", { points: 5, perMs: 1_000 });
    await expect(quota.take("k", { cost: -1 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(quota.take("k", { cost: 0.5 })).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(quota.take("k", { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
  });
});
