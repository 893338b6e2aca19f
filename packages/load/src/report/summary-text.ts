import { amountText, countText, timeText, verdictText } from "./figures.js";
import type { LoadReport } from "./load-report.js";
import { errorRows, PUSH_HEAD, pushRow, STEP_HEAD, stepRow } from "./report-rows.js";
import { warningsOf } from "./warnings.js";

/** Writes what a terminal shows at the end of a run. */
export function summaryText(report: LoadReport): string {
  const { scenario, plan, steps, pushes, connections: all, limits } = report;
  const { connections, processes, rate, durationMs } = plan;
  const head = `${scenario} on ${plan.url}: ${amountText(connections, "client")} in ${amountText(processes, "process", "processes")}, ${rate} messages/s for ${durationMs / 1_000} s`;
  const errors = errorRows(report).map(
    ([where, code, count, example = ""]) => `${where}: ${code} ${count} times, first: ${printable(example)}`,
  );
  return [
    head,
    table(STEP_HEAD, steps.map(stepRow)),
    table(PUSH_HEAD, pushes.map(pushRow)),
    [
      `connected   ${countText(all.connected)} of ${countText(all.opened)}, p99 ${timeText(all.latency?.percentiles["p99"])}`,
      `reconnected ${countText(all.reconnected)}, of them ${countText(all.resumed)} with their session; ${countText(all.resyncs)} gaps`,
    ].join("\n"),
    errors.join("\n"),
    warningsOf(report)
      .map((warning) => `warning: ${warning}`)
      .join("\n"),
    limits.map(verdictText).join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Words of a server must not move the terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, " ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const widths = head.map((cell, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? cell).length)));
  const line = (cells: readonly string[]): string =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join("  ");
  return [head, ...rows].map(line).join("\n");
}
