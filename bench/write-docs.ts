// `npm run bench:docs`: brings the figures in docs/benchmarks.md and README.md up to date with results/latest.json.
import { readFileSync, writeFileSync } from "node:fs";
import { fillIn } from "./report/fill-in.js";
import { PAGES, readLatest } from "./report/pages.js";

const report = readLatest();
for (const page of PAGES) writeFileSync(page, fillIn(readFileSync(page, "utf8"), report));
