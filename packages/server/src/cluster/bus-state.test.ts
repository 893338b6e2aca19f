import { expect, it } from "vitest";
import { type BusEvent, type BusState, NEW_BUS, nextBusState } from "./bus-state.js";

const after = (...events: BusEvent[]): BusState => events.reduce<BusState>(nextBusState, NEW_BUS);
const started: BusEvent[] = ["publisher-ready", "subscribed", "probe-back"];

it("is up when both connections stand, the subscriptions are in force and a probe came back", () => {
  expect(after("publisher-ready").status).toBe("down");
  expect(after("subscribed").status).toBe("down");
  expect(after("subscribed", "publisher-ready").status).toBe("probing");
  expect(after("publisher-ready", "subscribed").status).toBe("probing");
  expect(after(...started).status).toBe("up");
});

it("goes down with either connection, and needs a new probe to come up", () => {
  expect(after(...started, "publisher-lost")).toEqual({ status: "down", publisher: false, subscriber: true });
  expect(after(...started, "subscriber-lost")).toEqual({ status: "down", publisher: true, subscriber: false });
  expect(after(...started, "publisher-lost", "publisher-ready").status).toBe("probing");
  expect(after(...started, "subscriber-lost", "subscribed").status).toBe("probing");
});

it("needs both connections anew when a probe was lost: either may be the deaf one", () => {
  expect(after(...started, "probe-lost")).toEqual(NEW_BUS);
  expect(after("publisher-ready", "subscribed", "probe-lost")).toEqual(NEW_BUS);
});

it("isn't moved by a probe that was sent before it went down", () => {
  const down = after(...started, "publisher-lost");
  expect(nextBusState(down, "probe-back")).toEqual(down);
  expect(nextBusState(down, "probe-lost")).toEqual(down);
});

it("stays up when a probe comes back again", () => {
  expect(after(...started, "probe-back").status).toBe("up");
});

it("stays closed, whatever the connections report", () => {
  expect(after(...started, "close", ...started).status).toBe("closed");
});
