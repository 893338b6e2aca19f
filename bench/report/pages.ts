import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Report } from "./report.js";

const root = new URL("../../", import.meta.url);

/** The pages that hold figures. */
export const PAGES: readonly string[] = ["docs/benchmarks.md", "README.md"].map((page) =>
  fileURLToPath(new URL(page, root)),
);

export const LATEST = fileURLToPath(new URL("bench/results/latest.json", root));

export function readLatest(): Report {
  return JSON.parse(readFileSync(LATEST, "utf8")) as Report;
}
