import { expect, it } from "vitest";
import { drawPlot, niceTicks } from "./plot.js";

it("niceTicks goes from 0 to above the highest, in steps that people read", () => {
  expect(niceTicks(9)).toEqual([0, 5, 10]);
  expect(niceTicks(1_000)).toEqual([0, 500, 1_000]);
  expect(niceTicks(0.7)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(niceTicks(0)).toEqual([0, 1]);
});

it("drawPlot puts the lowest to the left and the highest to the top, within the frame", () => {
  const points = [
    { x: 0, y: 0 },
    { x: 10, y: 4 },
  ];
  const xTicks = [{ at: 0, label: "0" }];
  const svg = drawPlot({ title: "t", lines: [{ name: "line", points }], xTicks, yLabel: (value) => `${value}` });
  expect(svg).toContain('points="64.0,232.0 688.0,12.0"');
});
