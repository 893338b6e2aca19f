import { expect, it } from "vitest";
import { fillIn } from "./fill-in.js";
import type { Report } from "./report.js";

const common = { scenario: "request-16", rounds: 7, spread: 0.04 } as const;
const report: Report = {
  machine: { cpu: "a CPU", cores: 2, memoryGb: 8, system: "Linux", placement: "servers on core 0" },
  versions: { ws: "8.21.3" },
  commit: "abc",
  run: "full",
  rounds: 7,
  notices: ["one thing is missing"],
  results: [
    { ...common, peer: "volley", cpuUsPerOp: 2.5, opsPerSecond: 123_456 },
    { ...common, peer: "ws", cpuUsPerOp: 10, p50Ms: 0.5 },
  ],
  targets: [
    {
      scenario: "request-16",
      peer: "volley",
      metric: "cpuUsPerOp",
      against: "ws",
      ratio: 0.25,
      target: 0.4,
      met: true,
    },
  ],
};

it("puts a figure, and a ratio, where a page asks for it", () => {
  const page =
    "It takes <!-- bench:request-16/volley/cpuUsPerOp -->?<!-- /bench --> µs, a <!-- bench:request-16/volley/cpuUsPerOp/ws --><!-- /bench --> of ws.";
  expect(fillIn(page, report).replaceAll(/<!--.*?-->/g, "")).toBe("It takes 2.5 µs, a 0.25 of ws.");
});

it("writes tables of scenarios, targets and the run", () => {
  const page = ["run", "targets", "scenarios"].map((name) => `<!-- bench:${name} -->old<!-- /bench -->`).join("\n");
  const filled = fillIn(page, report);
  expect(filled).not.toContain("old");
  expect(filled).toMatch(/\| Volley +\| 2\.5 +\| 123,456 +\| +\| 4 % +\|/);
  expect(filled).toMatch(/\| `request-16` \| Volley: CPU, µs \/ raw ws \+ JSON \| 0\.25 +\| ≤ 0\.4 +\| +\| pass \|/);
  expect(filled).toContain("one thing is missing");
  expect(fillIn(filled, report)).toBe(filled);
});

it("refuses a page that asks for what was not measured", () => {
  expect(() => fillIn("<!-- bench:idle/volley/rssKbEach --><!-- /bench -->", report)).toThrow("idle/volley/rssKbEach");
});
