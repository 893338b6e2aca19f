// `npm run bench:docs`: judges results/latest.json by the targets as they are now, and brings the figures in
// docs/benchmarks.md and README.md up to date with it.

import { judge } from "./report/judge.js";
import { readLatest, writeReport } from "./report/pages.js";
import { targets } from "./report/targets.js";

const report = readLatest();
writeReport({ ...report, targets: judge(report.results, targets) });
