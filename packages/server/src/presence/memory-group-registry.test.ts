import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { describeGroupRegistry, type RegistryWorld } from "./group-registry.suite.js";
import { MemoryGroupRegistry, MemoryRegistryHub } from "./memory-group-registry.js";
import { describePresence } from "./presence.suite.js";

function memoryWorld(): RegistryWorld {
  const clock = new ManualClock();
  const hub = new MemoryRegistryHub();
  return {
    registry: (node, { leaseMs } = {}) => new MemoryGroupRegistry({ hub, clock, node, leaseMs }),
    pass: (ms) => clock.advance(ms),
    lose: async () => hub.lose(),
    size: async () => hub.groups.size,
  };
}

describe("in memory", () => {
  describeGroupRegistry(memoryWorld);
  describePresence(memoryWorld);
});
