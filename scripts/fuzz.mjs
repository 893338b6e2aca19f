import { run, tool } from "./process.mjs";

/**
 * Reads millions of changed inputs with everything that reads bytes or JSON of others, guided by what code they reach;
 * `--executions=5000000`, `--seed=1`. Keeps new ones in test/fuzz/corpus, and writes test/fuzz/record.json. Returns an
 * exit code.
 */
export function fuzz(args) {
  return run(tool("tsx"), ["--conditions=@volley/source", "test/fuzz/run-fuzz.ts", ...args]);
}
