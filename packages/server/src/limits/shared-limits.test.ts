import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import type { Taken } from "./limit-store.js";
import { MemoryLimitStore } from "./memory-limit-store.js";
import { ruleOf } from "./rule.js";
import { SharedLimits } from "./shared-limits.js";

const rule = ruleOf({ rate: 10, perMs: 1_000, burst: 12 }, "a limit");
const shared = { rule, whenUnsure: "allow-share" } as const;
const strict = { rule, whenUnsure: "refuse" } as const;

/** Limits on a store that works, is gone, or says nothing. */
function start({ nodes = 3 } = {}) {
  const settle = async (): Promise<void> => {
    for (let n = 0; n < 3; n++) await new Promise((resolve) => setImmediate(resolve));
  };
  const clock = new ManualClock({ settle });
  const inner = new MemoryLimitStore(clock);
  const world = { mode: "works" as "works" | "gone" | "silent", asked: 0, nodes };
  const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const store = {
    take: (...args: Parameters<MemoryLimitStore["take"]>): Promise<Taken> => {
      world.asked++;
      if (world.mode === "silent") return new Promise(() => {});
      return world.mode === "gone" ? Promise.reject(new Error("gone")) : inner.take(...args);
    },
  };
  const limits = new SharedLimits({ store, clock, logger, nodes: () => world.nodes });
  const passed = async (count: number, how: Parameters<SharedLimits["take"]>[1] = shared): Promise<number> => {
    const waits = Array.from({ length: count }, async () => limits.take("k", how));
    return (await Promise.all(waits)).filter((wait) => wait === 0).length;
  };
  return { clock, world, limits, logger, passed };
}

describe("limits of the whole cluster", () => {
  it("pass what the store says", async () => {
    const { passed, clock } = start();
    expect(await passed(30)).toBe(12);
    await clock.advance(500);
    expect(await passed(30)).toBe(5);
  });

  it("ask nobody about a key as long as it is surely refused", async () => {
    const { passed, limits, world, clock } = start();
    await passed(13);
    const { asked } = world;
    expect(limits.take("k", shared)).toBe(100_000);
    await clock.advance(99);
    expect(limits.take("k", shared)).toBe(1_000);
    expect(world.asked).toBe(asked);
    await clock.advance(1);
    expect(await limits.take("k", shared)).toBe(0);
  });

  it("keep this node's share while the store is gone, count that, and say it once", async () => {
    const { passed, limits, world, logger, clock } = start();
    world.mode = "gone";
    expect(await passed(30)).toBe(4);
    expect(limits.degraded).toBe(30);
    expect(logger.warn).toHaveBeenCalledOnce();
    await clock.advance(300);
    expect(await passed(30)).toBe(1);
    expect(logger.warn).toHaveBeenCalledOnce();
  });

  it("pass nothing meanwhile that has to be certain", async () => {
    const { passed, limits, world } = start();
    world.mode = "gone";
    expect(await passed(5, strict)).toBe(0);
    expect(await limits.take("k", strict)).toBe(1_000_000);
  });

  it("wait no longer than their budget for a store that says nothing, and not at all after three times", async () => {
    const { limits, world, clock } = start();
    world.mode = "silent";
    for (let n = 0; n < 3; n++) {
      const wait = Promise.resolve(limits.take("k", shared));
      const settled = vi.fn();
      void wait.then(settled);
      await clock.advance(99);
      expect(settled).not.toHaveBeenCalled();
      await clock.advance(1);
      expect(settled).toHaveBeenCalledWith(0);
    }
    const { asked } = world;
    expect(await limits.take("k", shared)).toBe(0);
    expect(world.asked).toBe(asked);
  });

  it("are exact again when the store is back", async () => {
    const { passed, limits, world, logger, clock } = start();
    world.mode = "gone";
    await passed(5);
    world.mode = "works";
    await clock.advance(2_000);
    // One question finds out, and those beside it don't wait for that.
    expect(await limits.take("k", shared)).toBe(0);
    expect(await passed(30)).toBe(11);
    expect(logger.info).toHaveBeenCalledOnce();
    expect(limits.degraded).toBe(5);
  });
});
