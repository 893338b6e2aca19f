import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { discoverySuite } from "./discovery.suite.js";
import { MemoryNodeStore } from "./memory-node-store.js";

describe("discovery in memory", { timeout: 30_000 }, () => {
  discoverySuite(() => {
    const clock = new ManualClock();
    const store = new MemoryNodeStore(clock);
    return { connect: () => store, pass: (ms) => clock.advance(ms) };
  });
});
