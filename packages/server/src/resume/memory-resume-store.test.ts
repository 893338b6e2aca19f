import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { MemoryResumeHub, MemoryResumeStore } from "./memory-resume-store.js";
import { type ResumeWorld, resumeStoreSuite } from "./resume-store.suite.js";

describe("keeping sessions in memory", () => {
  resumeStoreSuite((): ResumeWorld => {
    const clock = new ManualClock();
    const hub = new MemoryResumeHub(clock);
    return {
      store: (node) => new MemoryResumeStore({ hub, node, leaseMs: 1_000 }),
      pass: (ms) => clock.advance(ms),
      size: async () => hub.size,
      lose: async () => hub.clear(),
    };
  });
});
