// `npm run metrics`: writes docs/metrics.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatMetrics } from "./metrics-page.js";

const root = join(import.meta.dirname, "..", "..");
writeFileSync(join(root, "docs", "metrics.md"), formatMetrics());
console.log("docs/metrics.md");
