import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { MemoryOnceStore } from "./memory-once-store.js";
import { describeOnceStore } from "./once-store.suite.js";

describe("in memory", () => {
  describeOnceStore(() => {
    const clock = new ManualClock();
    const store = new MemoryOnceStore(clock);
    return { store, pass: (ms) => clock.advance(ms), size: async () => store.size };
  });
});
