import { ManualClock } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { MemoryLogStore } from "./memory-log-store.js";
import { MemoryPushLog } from "./memory-push-log.js";
import { describePushLog, KEEP, NUMBERS_FOR_MS, seen, text } from "./push-log.suite.js";

function memoryWorld() {
  const clock = new ManualClock();
  const hub = new MemoryBusHub();
  const store = new MemoryLogStore({ clock, numbersForMs: NUMBERS_FOR_MS });
  return {
    clock,
    hub,
    log: async () => new MemoryPushLog({ store, bus: hub.bus(recordingLogger()) }),
    pass: (ms: number) => clock.advance(ms),
    lose: async (stream: string) => store.lose(stream),
    save: async (stream: string) => {
      const restore = store.save(stream);
      return async () => restore();
    },
    size: async () => store.size,
  };
}

describe("a log of pushes in memory", () => {
  describePushLog(memoryWorld);

  it("has the one copy that there is when it is done", async () => {
    const log = await memoryWorld().log();
    const appended = await log.append("g:a", text("1"), { keep: KEEP, ack: "replicated" });
    expect(appended).toMatchObject({ position: { offset: 1 } });
  });

  it("keeps what the bus can't tell", async () => {
    const { hub, log: make } = memoryWorld();
    const log = await make();
    const [start] = await log.tops([{ stream: "g:a", keep: KEEP }]);
    hub.setUp(false);
    await log.append("g:a", text("1"), { keep: KEEP });
    const read = await log.read("g:a", start ?? { epoch: 0, offset: 0, tag: 0 }, { count: 9, bytes: 9 });
    expect(seen(read)).toEqual(["1"]);
  });

  it("is not changed by who changes the bytes later", async () => {
    const log = await memoryWorld().log();
    const bytes = text("1");
    await log.append("g:a", bytes, { keep: KEEP });
    bytes[0] = 0;
    expect((await log.last("g:a", { count: 1, bytes: 9 }))[0]?.bytes).toEqual(text("1"));
  });
});
