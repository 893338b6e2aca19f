import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { describeLimitStore } from "./limit-store.suite.js";
import { MemoryLimitStore } from "./memory-limit-store.js";
import { ruleOf } from "./rule.js";

const slow = ruleOf({ rate: 1, perMs: 3_600_000, burst: 1 }, "a limit");

describe("in memory", () => {
  describeLimitStore(() => {
    const clock = new ManualClock();
    const store = new MemoryLimitStore(clock);
    return { store, pass: (ms) => clock.advance(ms), size: async () => store.size };
  });

  it("holds no more keys than it may, and gives up those used longest ago", async () => {
    const store = new MemoryLimitStore(new ManualClock(), 3);
    for (const key of ["a", "b", "c", "d"]) await store.take(key, slow);
    expect(store.size).toBe(3);
    expect(await store.take("d", slow)).toMatchObject({ allowed: false });
    expect(await store.take("a", slow)).toMatchObject({ allowed: true });
  });
});
