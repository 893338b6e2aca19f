import { run } from "./process.mjs";

/** Writes docs/dependencies.md; test/project/dependencies.test.ts compares. Returns an exit code. */
export const writeDependencies = () => run(process.execPath, ["--import", "tsx", "test/project/write-dependencies.ts"]);
