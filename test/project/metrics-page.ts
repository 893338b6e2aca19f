import { CATALOGUE } from "../../packages/server/src/metrics/catalogue.js";
import { SECONDS } from "../../packages/server/src/metrics/reporter.js";

const KINDS = { counter: "counter", gauge: "gauge", seconds: "histogram" };

/** Writes the page about all metrics. */
export function formatMetrics(): string {
  const rows = Object.values(CATALOGUE).map(({ name, kind, labels, help }) => {
    const named = labels.map((label) => `\`${label}\``).join(" ");
    return [`\`${name}\``, KINDS[kind], named, help.replaceAll("|", "\\|")];
  });
  return `<!-- Written by \`npm run metrics\` from packages/server/src/metrics/catalogue.ts. -->

# Metrics

What a server reports by itself, with the option \`metrics\`: [how](guides/metrics.md). Labels come from your contract or
from fixed sets, never from users, groups, sessions or addresses. Counters are of one node, from its start.

${table(["metric", "kind", "labels", "what it says"], rows)}

Histograms are in seconds, with buckets up to ${SECONDS.join(", ")}. StatsD gets their values as timings in ms, with
\`_ms\` instead of \`_seconds\`. A code that is neither Volley's nor in the contract is \`unknown\`, and so is a route.
`;
}

/** Pads the cells, as Biome and people like it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, at) => Math.max(...[head, ...rows].map((row) => (row[at] ?? cell).length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
