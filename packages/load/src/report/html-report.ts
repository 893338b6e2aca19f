import type { LatencySummary } from "../measure/latencies.js";
import { escapeHtml } from "./escape-html.js";
import { amountText, countText, timeText, verdictText } from "./figures.js";
import type { LoadReport } from "./load-report.js";
import { STYLE } from "./page-style.js";
import { reportPlots } from "./report-plots.js";
import { errorRows, PUSH_HEAD, pushRow, STEP_HEAD, stepRow } from "./report-rows.js";
import { warningsOf } from "./warnings.js";

/** Writes the report as one page, which loads nothing. */
export function htmlReport(report: LoadReport): string {
  const { scenario, plan, startedAt, steps, pushes, connections, limits, lag } = report;
  const { rate, durationMs, rampMs, processes } = plan;
  const title = `${scenario} on ${plan.url}`;
  const facts: readonly (readonly [string, string])[] = [
    ["started", startedAt],
    [
      "clients",
      `${countText(plan.connections)} in ${amountText(processes, "process", "processes")}, ramp ${rampMs / 1_000} s`,
    ],
    ["load", `${rate} messages/s for ${durationMs / 1_000} s, open loop`],
    ["connected", `${countText(connections.connected)} of ${countText(connections.opened)}`],
    ["time to connect", `p50 ${p(connections.latency, "p50")}, p99 ${p(connections.latency, "p99")}`],
    ["reconnected", `${countText(connections.reconnected)}, ${countText(connections.resumed)} with their session`],
    ["gaps in pushes", countText(connections.resyncs)],
    ["sent late by", `p50 ${p(lag, "p50")}, p99 ${p(lag, "p99")} (the tool itself; part of every latency)`],
  ];
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escapeHtml(title)}</h1>`,
    list("warnings", warningsOf(report)),
    list("limits", limits.map(verdictText)),
    `<dl>${facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>`,
    table(STEP_HEAD, steps.map(stepRow)),
    table(PUSH_HEAD, pushes.map(pushRow)),
    table(["errors of", "code", "times", "the first one"], errorRows(report)),
    reportPlots(report),
    "</main></body></html>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function p(latency: LatencySummary | null, name: "p50" | "p99"): string {
  return timeText(latency?.percentiles[name]);
}

function list(name: string, lines: readonly string[]): string {
  if (lines.length === 0) return "";
  return `<ul class="${name}">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((cells) => row(cells, "td")).join("\n");
  return `<div class="table"><table><thead>${row(head, "th")}</thead><tbody>\n${body}\n</tbody></table></div>`;
}
