import { expect, it } from "vitest";
import { Tally } from "./tally.js";
import { Timeline, type TimelinePoint } from "./timeline.js";

function interval(second: number, latencyMs: number) {
  const tally = new Tally({ steps: 1, pushes: 0 });
  tally.sent({ step: 0, measured: true }, 0);
  tally.settled({ step: 0, measured: true }, { latencyMs, error: undefined });
  return tally.take({ second, connected: 10 });
}

function timelineOf(processes: number) {
  const told: TimelinePoint[] = [];
  return { told, timeline: new Timeline({ processes, onPoint: (point) => told.push(point) }) };
}

it("makes a point of a second when all processes have told it", () => {
  const { timeline, told } = timelineOf(2);
  timeline.add(0, interval(0, 1));
  timeline.add(0, interval(1, 1));
  expect(told).toEqual([]);
  timeline.add(1, interval(0, 100));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ second: 0, connected: 20, sent: 2, answered: 2 });
  expect(told[0]?.p99).toBeCloseTo(100, -1);
});

it("doesn't wait for ever for a process that has died", () => {
  const { timeline, told } = timelineOf(2);
  timeline.add(1, interval(0, 1));
  for (let second = 0; second < 20; second++) timeline.add(0, interval(second, 1));
  expect(told.length).toBeGreaterThan(10);
  timeline.finish();
  expect(timeline.points.map(({ second }) => second)).toEqual(Array.from({ length: 20 }, (_, second) => second));
});

it("counts the clients of a process that ended within the last second, but not for longer", () => {
  const { timeline } = timelineOf(2);
  for (const process of [0, 1]) timeline.add(process, interval(0, 1));
  for (const second of [1, 2]) timeline.add(0, interval(second, 1));
  timeline.finish();
  expect(timeline.points.map(({ connected }) => connected)).toEqual([20, 20, 10]);
});

it("leaves out what comes for a second that is over", () => {
  const { timeline } = timelineOf(1);
  timeline.add(0, interval(3, 1));
  timeline.add(0, interval(2, 1));
  expect(timeline.points.map(({ second }) => second)).toEqual([3]);
});
