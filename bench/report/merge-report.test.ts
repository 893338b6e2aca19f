import { expect, it } from "vitest";
import { type Measured, mergeReports } from "./merge-report.js";

const report = (commit: string, figures: Readonly<Record<string, number>>): Measured => ({
  machine: { cpu: "", cores: 2, memoryGb: 1, system: "", placement: "" },
  ...{ versions: {}, commit, run: "full", rounds: 5, notices: [] },
  results: Object.entries(figures).map(([scenario, cpuUsPerOp]) => ({
    ...{ scenario, peer: "volley", cpuUsPerOp, rounds: 5, spread: 0 },
  })),
});

it("takes what was measured again, in the usual order; the rest has the commit that it is from", () => {
  const order = ["c", "b", "a"];
  const second = mergeReports(report("first", { a: 1, b: 2, c: 3 }), report("second", { b: 20 }), order);
  const third = mergeReports(second, report("third", { c: 30 }), order);
  expect(third.results.map(({ scenario, cpuUsPerOp, commit }) => [scenario, cpuUsPerOp, commit])).toEqual([
    ["c", 30, undefined],
    ["b", 20, "second"],
    ["a", 1, "first"],
  ]);
  expect(third.commit).toBe("third");
});

it("has nothing to tell when all is of one commit", () => {
  expect(mergeReports(report("one", { a: 1, b: 1 }), report("one", { a: 2 }), ["a", "b"])).toEqual(
    report("one", { a: 2, b: 1 }),
  );
});

it("refuses to mix a quick run with a full one", () => {
  const quick: Measured = { ...report("one", { a: 1 }), run: "quick" };
  expect(() => mergeReports(report("one", { a: 2 }), quick, ["a"])).toThrow("full");
});
