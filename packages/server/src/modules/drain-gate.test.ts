import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { Tasks } from "../base/tasks.js";
import { type DrainGateOptions, drainGate } from "./drain-gate.js";
import { Timers } from "./timers.js";

function start(uids: number, options?: DrainGateOptions) {
  const clock = new ManualClock();
  const quiet = { debug() {}, info() {}, warn() {}, error() {} };
  const timers = new Timers(clock, new Tasks(quiet));
  const sessions = [{ anonymous: true }, ...Array.from({ length: uids }, () => ({ anonymous: false }))];
  const gate = drainGate({ timers, sessions: () => sessions }, options);
  const force = new AbortController();
  let isOpen = false;
  const wait = (signal = force.signal): void => {
    void Promise.resolve(gate.beforeShutdown?.(signal)).then(() => {
      isOpen = true;
    });
  };
  return { clock, sessions, wait, force, isOpen: () => isOpen };
}

it("waits until few enough bound sessions are left", async () => {
  const { clock, sessions, wait, isOpen } = start(3, { untilSessions: 1 });
  wait();
  await clock.advance(60_000);
  expect(isOpen()).toBe(false);
  sessions.length = 2;
  await clock.advance(1_000);
  expect(isOpen()).toBe(true);
});

it("waits no longer than it may, nor than the drain", async () => {
  const { clock, wait, isOpen } = start(1, { withinMs: 5_000 });
  wait();
  await clock.advance(4_999);
  expect(isOpen()).toBe(false);
  await clock.advance(1);
  expect(isOpen()).toBe(true);
  const other = start(1);
  other.wait();
  other.force.abort();
  await other.clock.advance(0);
  expect(other.isOpen()).toBe(true);
});

it("holds up no close without a drain", async () => {
  const { clock, wait, isOpen } = start(1);
  wait(AbortSignal.abort());
  await clock.advance(0);
  expect(isOpen()).toBe(true);
});
