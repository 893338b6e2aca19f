import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { MemoryRevocationStore } from "./memory-revocation-store.js";
import { describeRevocationStore } from "./revocation-store.suite.js";

describe("revocations in memory", () => {
  describeRevocationStore(() => {
    const clock = new ManualClock();
    const store = new MemoryRevocationStore(clock);
    return { store, pass: (ms) => clock.advance(ms), size: async () => store.size, lose: async () => store.clear() };
  });
});
