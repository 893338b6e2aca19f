import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { LoopProbe } from "./loop-probe.js";

function setUp() {
  const clock = new ManualClock();
  const sent: Buffer[] = [];
  const told: string[] = [];
  const wire = { works: true };
  const probe = new LoopProbe({
    clock,
    everyMs: 1_000,
    timeoutMs: 1_500,
    send: async (message) => {
      if (!wire.works) throw new Error("no connection");
      sent.push(message);
    },
    onBack: () => told.push("back"),
    onLost: () => told.push("lost"),
  });
  const last = (): Buffer => sent.at(-1) ?? Buffer.of();
  return { clock, probe, sent, told, wire, last };
}

it("sends one at once, and the next a while after it came back", async () => {
  const { clock, probe, sent, told, last } = setUp();
  probe.start();
  expect(sent).toHaveLength(1);
  probe.receive(last());
  await clock.advance(999);
  expect(sent).toHaveLength(1);
  await clock.advance(1);
  expect(sent).toHaveLength(2);
  probe.receive(last());
  expect(told).toEqual(["back", "back"]);
});

it("tells once that one was lost, and sends no more", async () => {
  const { clock, probe, sent, told } = setUp();
  probe.start();
  await clock.advance(1_500);
  expect(told).toEqual([]);
  await clock.advance(60_000);
  expect(told).toEqual(["lost"]);
  expect(sent).toHaveLength(1);
  expect(clock.pending).toBe(0);
});

it("takes one that arrived in time, but was read late", async () => {
  const { clock, probe, told, last } = setUp();
  probe.start();
  await clock.advance(1_500);
  probe.receive(last());
  await clock.advance(500);
  expect(told).toEqual(["back"]);
});

it("is lost at once when it can't be sent", async () => {
  const { clock, probe, told, wire } = setUp();
  wire.works = false;
  probe.start();
  await clock.advance(0);
  expect(told).toEqual(["lost"]);
});

it("doesn't take an earlier one, or garbage, for its own", async () => {
  const { clock, probe, told, last } = setUp();
  probe.start();
  const first = last();
  probe.receive(first);
  await clock.advance(1_000);
  for (const message of [first, Buffer.of(), Buffer.from("x".repeat(10_000))]) probe.receive(message);
  await clock.advance(1_600);
  expect(told).toEqual(["back", "lost"]);
});

it("stops for good, with a probe under way or between two", async () => {
  const { clock, probe, sent, told, last } = setUp();
  probe.start();
  probe.stop();
  expect(clock.pending).toBe(0);
  probe.receive(last());
  probe.start();
  probe.receive(last());
  probe.stop();
  await clock.advance(60_000);
  expect(sent).toHaveLength(2);
  expect(told).toEqual(["back"]);
});
