import { expect, it } from "vitest";
import { type Measured, mergeReports } from "./merge-report.js";

const report = (commit: string, figures: Readonly<Record<string, number>>): Measured => ({
  machine: { cpu: "", cores: 2, memoryGb: 1, system: "", placement: "" },
  ...{ versions: {}, commit, run: "full", rounds: 5, notices: [] },
  results: Object.entries(figures).map(([scenario, cpuUsPerOp]) => ({
    ...{ scenario, peer: "volley", cpuUsPerOp, rounds: 5, spread: 0 },
  })),
});

it("takes what was measured again, in the usual order, and tells where the rest is from", () => {
  const merged = mergeReports(report("old", { a: 1, b: 2, c: 3 }), report("new", { b: 20 }), ["c", "b", "a"]);
  expect(merged.results.map(({ scenario, cpuUsPerOp }) => [scenario, cpuUsPerOp])).toEqual([
    ["c", 3],
    ["b", 20],
    ["a", 1],
  ]);
  expect([merged.commit, merged.notices]).toEqual(["new", ["measured at old: `a`, `c`"]]);
});

it("has nothing to tell when all was measured again", () => {
  expect(mergeReports(report("old", { a: 1 }), report("new", { a: 2 }), ["a"])).toEqual(report("new", { a: 2 }));
});
