import { expect, it } from "vitest";
import type { Outcome } from "../scenarios/run-scenario.js";
import { judge } from "./judge.js";
import type { Target } from "./targets.js";

const outcome = (peer: Outcome["peer"], figures: Partial<Outcome>): Outcome => ({
  scenario: "request-1",
  peer,
  rounds: 3,
  spread: 0,
  ...figures,
});
const target: Target = { scenario: "request-1", peer: "volley", metric: "cpuUsPerOp", atMost: 1.4, against: "ws" };

it("holds a ratio against its target and its stretch", () => {
  const outcomes = [outcome("volley", { cpuUsPerOp: 13 }), outcome("ws", { cpuUsPerOp: 10 })];
  const [verdict] = judge(outcomes, [{ ...target, stretch: 1.2 }]);
  expect(verdict).toMatchObject({
    cpuUsPerOp: 13,
    ratio: 1.3,
    target: 1.4,
    met: true,
    stretch: 1.2,
    stretchMet: false,
  });
});

it("misses what is above", () => {
  const outcomes = [outcome("volley", { cpuUsPerOp: 15 }), outcome("ws", { cpuUsPerOp: 10 })];
  expect(judge(outcomes, [target])[0]).toMatchObject({ ratio: 1.5, met: false });
});

it("holds a figure against its target where there is nothing to compare it with", () => {
  const bytes: Target = { scenario: "request-1", peer: "volley", metric: "bytesToServer", atMost: 60 };
  expect(judge([outcome("volley", { bytesToServer: 60 })], [bytes])[0]).toMatchObject({ ratio: 60, met: true });
});

it("counts what is above another figure in units of a third", () => {
  const excess: Target = { ...target, metric: "p50Ms", excessIn: "redisRoundTripMs", atMost: 3 };
  const outcomes = [outcome("volley", { p50Ms: 0.9, redisRoundTripMs: 0.1 }), outcome("ws", { p50Ms: 0.5 })];
  expect(judge(outcomes, [excess])[0]).toMatchObject({ ratio: 4, met: false });
});

it("says nothing of what was not measured", () => {
  expect(judge([outcome("volley", { cpuUsPerOp: 13 })], [target])).toEqual([]);
});
