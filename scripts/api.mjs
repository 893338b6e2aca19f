import { run } from "./process.mjs";

/** Writes down the public surface, in api/; test/project/api-report.test.ts compares. Returns an exit code. */
export const writeApiReports = () => run(process.execPath, ["--import", "tsx", "test/project/write-api-reports.ts"]);
