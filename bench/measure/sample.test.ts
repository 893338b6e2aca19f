import { expect, it } from "vitest";
import { latencies, median, rising, summarize } from "./sample.js";

it("takes the median of each metric, whichever rounds have it", () => {
  const samples = [{ cpuUsPerOp: 9, p50Ms: 1 }, { cpuUsPerOp: 2 }, { cpuUsPerOp: 4, p50Ms: 3 }];
  expect(summarize(samples)).toEqual({ cpuUsPerOp: 4, p50Ms: 1, rounds: 3, spread: 1.75 });
});

it("tells percentiles by nearest rank", () => {
  const hundred = Array.from({ length: 1_000 }, (_, n) => 1_000 - n);
  expect(latencies(hundred)).toEqual({ p50Ms: 500, p99Ms: 990, p999Ms: 999 });
  expect(median([7])).toBe(7);
});

it("summarizes a figure that is always the same without a spread", () => {
  expect(summarize([{ bytesToServer: 58 }, { bytesToServer: 58 }])).toMatchObject({ bytesToServer: 58, spread: 0 });
});

it("finds the slope of a line through points that lie around it", () => {
  expect(
    rising([
      [0, 1],
      [1, 3],
      [2, 5],
    ]),
  ).toBe(2);
  expect(
    rising([
      [0, 4],
      [10, 6],
      [20, 4],
      [30, 6],
    ]),
  ).toBeCloseTo(0.04);
});
