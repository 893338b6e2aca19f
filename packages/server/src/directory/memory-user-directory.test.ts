import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { MemorySessionStore } from "./memory-session-store.js";
import { userDirectorySuite } from "./user-directory.suite.js";

describe("the user directory in memory", { timeout: 30_000 }, () => {
  userDirectorySuite(() => {
    const clock = new ManualClock();
    const store = new MemorySessionStore(clock);
    return { connect: () => store, pass: (ms) => clock.advance(ms) };
  });
});
