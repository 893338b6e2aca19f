import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fillIn } from "./fill-in.js";
import type { Report } from "./report.js";

const root = new URL("../../", import.meta.url);

/** The pages that hold figures. */
export const PAGES: readonly string[] = ["docs/benchmarks.md", "docs/scaling.md", "README.md"].map((page) =>
  fileURLToPath(new URL(page, root)),
);

const LATEST = fileURLToPath(new URL("bench/results/latest.json", root));

export function readLatest(): Report {
  return JSON.parse(readFileSync(LATEST, "utf8")) as Report;
}

/** Writes a report, and its figures into the pages. */
export function writeReport(report: Report): void {
  writeFileSync(LATEST, `${JSON.stringify(report, null, 2)}\n`);
  for (const page of PAGES) writeFileSync(page, fillIn(readFileSync(page, "utf8"), report));
}
