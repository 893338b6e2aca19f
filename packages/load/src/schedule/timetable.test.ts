import { ManualClock } from "@volley/protocol/internal";
import { expect, it } from "vitest";
import { Timetable } from "./timetable.js";

function every100Ms(clock: ManualClock, endMs: number, during: (n: number) => void = () => {}) {
  const ran: { n: number; at: number; lateMs: number }[] = [];
  const timetable = new Timetable({
    ...{ clock, endMs, dueMs: (n) => n * 100 },
    run: (n, at) => {
      ran.push({ n, at, lateMs: clock.monotonic() - at });
      during(n);
    },
  });
  return { timetable, ran };
}

it("runs what is due at its time, until the end", async () => {
  const clock = new ManualClock();
  await clock.advance(5_000);
  const { timetable, ran } = every100Ms(clock, 300);
  timetable.start();
  await clock.advance(10_000);
  expect(ran.map(({ at, lateMs }) => [at, lateMs])).toEqual([
    [5_000, 0],
    [5_100, 0],
    [5_200, 0],
  ]);
  expect(clock.pending).toBe(0);
});

it("makes up for what was missed at once, under the time when it was due", async () => {
  let now = 0;
  const timers: (() => void)[] = [];
  const clock = {
    now: () => now,
    monotonic: () => now,
    after: (_: number, run: () => void) => {
      timers.push(run);
      return () => {};
    },
  };
  const lateness: number[] = [];
  const timetable = new Timetable({
    ...{ clock, endMs: 1_000, dueMs: (n) => n * 100 },
    run: (_, at) => lateness.push(now - at),
  });
  timetable.start();
  now = 350; // the process was busy
  timers[0]?.();
  expect(lateness).toEqual([0, 250, 150, 50]);
});

it("leaves nothing out at the end, even if the last timer comes too late", () => {
  let now = 0;
  const clock = { now: () => now, monotonic: () => now, after: () => () => {} };
  const ran: number[] = [];
  const timetable = new Timetable({ clock, endMs: 300, dueMs: (n) => n * 100, run: (n) => ran.push(n) });
  timetable.start();
  now = 301;
  timetable.finish();
  timetable.finish();
  expect(ran).toEqual([0, 1, 2]);
});

it("runs nothing after it was stopped, also from within", async () => {
  const clock = new ManualClock();
  const { timetable, ran } = every100Ms(clock, 1_000, (n) => n === 2 && timetable.stop());
  timetable.start();
  await clock.advance(2_000);
  expect(ran).toHaveLength(3);
  expect(clock.pending).toBe(0);
});
