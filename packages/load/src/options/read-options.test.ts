import { describe, expect, it } from "vitest";
import { FLAGS } from "./flags.js";
import { helpText } from "./help-text.js";
import { readOptions } from "./read-options.js";

const problemsOf = (...args: string[]): readonly string[] => {
  const read = readOptions(args);
  return "problems" in read ? read.problems : [];
};

describe("readOptions", () => {
  it("reads a scenario and its flags, in both writings", () => {
    const flags = [
      "--url",
      "https://play.example",
      "--connections=1000",
      "--ramp",
      "10s",
      "--rate=0.5",
      "--duration=2m",
    ];
    const more = ["--processes", "2", "--report", "out", "--max-p99", "50ms", "--max-errors", "0.1%"];
    expect(readOptions(["load.ts", ...flags, ...more])).toEqual({
      scenario: "load.ts",
      plan: {
        ...{ url: "https://play.example", connections: 1_000, rate: 0.5, rampMs: 10_000, durationMs: 120_000 },
        ...{ processes: 2, maxOutstanding: 10_000 },
      },
      limits: { p99Ms: 50, errors: 0.001 },
      report: "out",
    });
  });

  it("needs nothing but the scenario", () => {
    expect(readOptions(["load.ts"])).toMatchObject({
      plan: { url: "http://127.0.0.1:3000", connections: 100, rate: 100, rampMs: 5_000, durationMs: 30_000 },
      limits: { p99Ms: undefined, errors: undefined },
      report: undefined,
    });
  });

  it.each([
    ["--url", "nowhere"],
    ["--url", "ftp://play.example"],
    ["--connections", "many"],
    ["--connections", "0"],
    ["--ramp", "10"],
    ["--rate", "-1"],
    ["--duration", "10 s"],
    ["--processes", "65"],
    ["--max-p99", "fast"],
    ["--max-errors", "0.1"],
    ["--max-errors", "101%"],
    ["--report", ""],
  ])("names %s when it is %j", (flag, value) => {
    expect(problemsOf("load.ts", `${flag}=${value}`)).toEqual([expect.stringContaining(`${flag}: must be`)]);
  });

  it("tells all that is wrong at once", () => {
    const problems = problemsOf("--conections", "5", "--rate", "fast", "--duration");
    expect(problems.join("\n")).toContain("--conections: there is no such flag");
    expect(problems.join("\n")).toContain('--rate: must be a number from 0.001 to 1000000, not "fast"');
    expect(problems.join("\n")).toContain("--duration: its value is missing");
  });

  it("asks for one scenario file, and for no more processes than clients", () => {
    expect(problemsOf()).toEqual([expect.stringContaining("scenario file is missing")]);
    expect(problemsOf("a.ts", "b.ts")).toEqual([expect.stringContaining("b.ts")]);
    expect(problemsOf("a.ts", "--connections=1", "--processes=2")).toEqual([expect.stringContaining("--processes")]);
  });
});

it("helpText names every flag with its type and its default", () => {
  for (const [name, flag] of Object.entries(FLAGS)) {
    expect(helpText()).toContain(
      `--${name}\n      ${flag.help}\n      ${flag.type}; default: ${flag.default ?? "none"}`,
    );
  }
});
