import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fillIn } from "../../bench/report/fill-in.js";
import { judge } from "../../bench/report/judge.js";
import { PAGES, readLatest } from "../../bench/report/pages.js";
import { targets } from "../../bench/report/targets.js";

const report = readLatest();

describe("figures in the documentation", () => {
  it.each(PAGES)("are those of bench/results/latest.json: %s (npm run bench:docs)", (page) => {
    const text = readFileSync(page, "utf8");
    expect(fillIn(text, report)).toBe(text);
  });

  it("say of each target what became of it", () => {
    expect(JSON.parse(JSON.stringify(judge(report.results, targets)))).toEqual(report.targets);
  });
});
