import { type Metric, rounded } from "../measure/sample.js";
import { titleOf } from "../peers/peers.js";
import type { Outcome } from "../scenarios/run-scenario.js";
import { scenarios } from "../scenarios/scenarios.js";
import type { Verdict } from "./judge.js";
import type { Report } from "./report.js";
import { capacityFor } from "./scaling-model.js";

/** What columns are called, in their order. */
const COLUMNS: Readonly<Partial<Record<Metric, string>>> = {
  cpuUsPerOp: "CPU, µs",
  otherNodeUs: "CPU of another node, µs",
  redisUs: "CPU of Redis, µs",
  addedUs: "µs",
  kilobytes: "kB",
  opsPerSecond: "per second",
  p50Ms: "p50, ms",
  p99Ms: "p99, ms",
  p999Ms: "p99.9, ms",
  bytesToServer: "bytes to the server",
  bytesToClient: "bytes to the client",
  rssKbEach: "memory, KiB",
  leakedBytes: "left behind, bytes",
  lostShare: "lost, part",
  serverShare: "servers, cores",
  driverShare: "driver, cores",
};

/** Writes the tables of all scenarios that a report has. */
export function scenarioTables({ results }: Report): string {
  return scenarios
    .flatMap(({ name, title, operation }) => {
      const outcomes = results.filter(({ scenario }) => scenario === name);
      if (outcomes.length === 0) return [];
      return `### ${title}\n\n\`${name}\`, per ${operation}\n\n${table(outcomes)}`;
    })
    .join("\n\n");
}

function table(outcomes: readonly Outcome[]): string {
  const columns = (Object.keys(COLUMNS) as Metric[]).filter((metric) =>
    outcomes.some((outcome) => outcome[metric] !== undefined),
  );
  const rows = outcomes.map((outcome) => [
    titleOf(outcome.peer),
    ...columns.map((metric) => format(outcome[metric])),
    `${Math.round(outcome.spread * 100)} %`,
  ]);
  return markdownTable(["", ...columns.map((metric) => COLUMNS[metric] ?? metric), "spread"], rows);
}

/** Writes the targets, and what became of them. */
export function targetTable({ targets }: Report): string {
  const rows = targets.map((verdict) => [
    `\`${verdict.scenario}\``,
    describe(verdict),
    format(verdict.ratio),
    `≤ ${verdict.target}`,
    verdict.stretch === undefined ? "" : `≤ ${verdict.stretch}`,
    verdict.met ? (verdict.stretchMet === true ? "pass, stretch too" : "pass") : "miss",
  ]);
  return markdownTable(["scenario", "what", "measured", "target", "stretch", ""], rows);
}

/** What a target is about, in words. */
export function describe({ peer, metric, against, excessIn }: Verdict): string {
  const what = `${titleOf(peer as Outcome["peer"])}: ${COLUMNS[metric] ?? metric}`;
  if (against === undefined) return what;
  const other = titleOf(against as Outcome["peer"]);
  return excessIn === undefined ? `${what} / ${other}` : `${what} above ${other}, in Redis round trips`;
}

/** Says what many players would need. */
export function scalingTable(report: Report): string {
  const rows = [10_000, 100_000, 1_000_000, 10_000_000].map((players) => {
    const { nodesByCpu, nodesByMemory, busMessages, redisForBus, redisForKeys, gigabits } = capacityFor(
      players,
      report,
    );
    const figures = [players, nodesByCpu, nodesByMemory, busMessages, redisForBus, redisForKeys, rounded(gigabits)];
    return figures.map((figure) => format(figure));
  });
  const head = ["players", "nodes by CPU", "nodes by memory", "messages between nodes, per second"];
  return markdownTable([...head, "Redis for messages", "Redis masters for keys", "Gbit/s"], rows);
}

/** Says where the figures come from. */
export function runTable({ machine, versions, commit, run, rounds, notices, results }: Report): string {
  const { cpu, cores, memoryGb, system, placement } = machine;
  const rows = [
    ["machine", `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; ${placement}`],
    [
      "versions",
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(", "),
    ],
    ["commit", commit],
    ...earlierCommits(results),
    ["run", `${run}: medians of ${rounds} rounds`],
    ...notices.map((notice) => ["notice", notice]),
  ];
  return markdownTable(["", ""], rows);
}

/** What was measured at other commits, and not again. */
function earlierCommits(results: Report["results"]): readonly (readonly [string, string])[] {
  const commits = [...new Set(results.flatMap((outcome) => outcome.commit ?? []))];
  return commits.map((commit) => {
    const scenarios = results.filter((outcome) => outcome.commit === commit).map(({ scenario }) => `\`${scenario}\``);
    return [`commit ${commit}`, [...new Set(scenarios)].join(", ")];
  });
}

/** A figure as tables show it. */
export function format(value: number | undefined): string {
  return value === undefined ? "" : value.toLocaleString("en", { maximumFractionDigits: 3 });
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(3, cell.length, ...rows.map((row) => (row[at] ?? "").length)));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, at) => (cells[at] ?? "").padEnd(width)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
