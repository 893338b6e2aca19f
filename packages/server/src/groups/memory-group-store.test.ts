import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { describeGroupStore, LONG, type StoreWorld } from "./group-store.suite.js";
import { MemoryGroupStore } from "./memory-group-store.js";

function memoryWorld(): StoreWorld {
  const clock = new ManualClock();
  const store = new MemoryGroupStore(clock);
  const size = async (): Promise<number> =>
    clock.pending + ((await store.groupsOf("ann")).length + (await store.groupsOf("bob")).length);
  return { store: () => store, pass: (ms) => clock.advance(ms), runOut: () => clock.advance(LONG), size };
}

describe("in memory", () => {
  describeGroupStore(memoryWorld);

  it("a closed store has no groups and no timers", async () => {
    const clock = new ManualClock();
    const store = new MemoryGroupStore(clock);
    await store.create("g", { ttlMs: 1_000 });
    store.close();
    expect(clock.pending).toBe(0);
    expect(await store.members("g")).toBeUndefined();
  });
});
