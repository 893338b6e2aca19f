import { createSystemClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { MemoryLogStore } from "./memory-log-store.js";
import { MemoryPushLog } from "./memory-push-log.js";
import { describeStreams } from "./streams.suite.js";

describe("streams on a log in memory", () => {
  describeStreams(() => {
    const hub = new MemoryBusHub();
    const store = new MemoryLogStore({ clock: createSystemClock() });
    return {
      node: async () => {
        const bus = hub.bus(recordingLogger());
        return { log: new MemoryPushLog({ store, bus }), bus };
      },
      interrupt: async () => {
        hub.setUp(false);
        setTimeout(() => hub.setUp(true), 20);
      },
      lose: async () => store.lose("g:t:1"),
      save: async () => {
        const restore = store.save("g:t:1");
        return async () => restore();
      },
    };
  });
});
