import { expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { describeBus } from "./bus.suite.js";
import { BusCounts } from "./bus-counters.js";
import { MemoryBusHub } from "./memory-bus.js";

describeBus("MemoryBus", async () => {
  const hub = new MemoryBusHub();
  return {
    bus: async () => {
      const counts = new BusCounts();
      return { bus: hub.bus(recordingLogger(), counts), counts };
    },
    breakDown: async () => hub.setUp(false),
    repair: async () => hub.setUp(true),
    close: async () => {},
  };
});

it("can be cut off alone: it neither sends nor gets, and the others don't notice", async () => {
  const hub = new MemoryBusHub();
  const [one, two, three] = [hub.bus(recordingLogger()), hub.bus(recordingLogger()), hub.bus(recordingLogger())];
  const got: string[] = [];
  await two.subscribe("a", () => got.push("two"));
  await three.subscribe("a", () => got.push("three"));
  hub.setUp(false, two);
  expect(await one.publish("a", Uint8Array.of())).toBe(1);
  await expect(two.publish("a", Uint8Array.of())).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(got).toEqual(["three"]);
});

it("is down from the start when all are", () => {
  const hub = new MemoryBusHub();
  hub.setUp(false);
  expect(hub.bus(recordingLogger()).up).toBe(false);
});

it("loses what was on its way to a bus that goes down", async () => {
  const hub = new MemoryBusHub();
  const [one, two] = [hub.bus(recordingLogger()), hub.bus(recordingLogger())];
  const got: string[] = [];
  await two.subscribe("a", () => got.push("two"));
  const published = one.publish("a", Uint8Array.of());
  hub.setUp(false);
  await published;
  expect(got).toEqual([]);
});

it("leaves nothing behind when it is closed", async () => {
  const hub = new MemoryBusHub();
  const [one, two] = [hub.bus(recordingLogger()), hub.bus(recordingLogger())];
  await two.subscribe("a", () => {});
  await two.close();
  expect(await one.publish("a", Uint8Array.of())).toBe(0);
  expect(two.up).toBe(false);
});
