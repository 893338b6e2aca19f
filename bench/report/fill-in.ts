import type { Metric } from "../measure/sample.js";
import type { Report } from "./report.js";
import { format, runTable, scalingTable, scenarioTables, targetTable } from "./tables.js";

const TABLES: Readonly<Record<string, (report: Report) => string>> = {
  run: runTable,
  targets: targetTable,
  scenarios: scenarioTables,
  scaling: scalingTable,
};

/**
 * Puts a report's figures into a page. `<!-- bench:targets -->…<!-- /bench -->` becomes a table (or `run`,
 * `scenarios`, `scaling`); `<!-- bench:request-16/volley/cpuUsPerOp -->…<!-- /bench -->` becomes one figure, and with `/ws` behind
 * it the ratio to that peer. Throws for what the report doesn't have.
 */
export function fillIn(page: string, report: Report): string {
  return page.replace(/<!-- bench:(\S+) -->[\s\S]*?<!-- \/bench -->/g, (_, what: string) => {
    const table = TABLES[what];
    const content = table === undefined ? figure(what, report) : `\n\n${table(report)}\n\n`;
    return `<!-- bench:${what} -->${content}<!-- /bench -->`;
  });
}

function figure(path: string, { results }: Report): string {
  const [scenario, peer, metric = "", against] = path.split("/");
  const figureOf = (name: string | undefined): number => {
    const value = results.find((result) => result.scenario === scenario && result.peer === name)?.[metric as Metric];
    if (value === undefined) throw new Error(`latest.json has nothing for ${scenario}/${name}/${metric}`);
    return value;
  };
  if (against === undefined) return format(figureOf(peer));
  return format(Math.round((figureOf(peer) / figureOf(against)) * 100) / 100);
}
