import { run } from "./process.mjs";

/** Writes docs/metrics.md from the catalogue; test/project/metrics.test.ts compares. Returns an exit code. */
export const writeMetrics = () =>
  run(process.execPath, ["--conditions=@volley/source", "--import", "tsx", "test/project/write-metrics.ts"]);
