import { run } from "./process.mjs";

/** Writes the table of docs/reference-server.md; test/project/config-table.test.ts compares. Returns an exit code. */
export const writeConfigTable = () => run(process.execPath, ["--import", "tsx", "test/project/write-config-table.ts"]);
