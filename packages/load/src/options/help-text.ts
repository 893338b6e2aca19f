import type { Flag } from "./flag.js";
import { FLAGS } from "./flags.js";

/** Writes what `--help` prints. */
export function helpText(): string {
  const lines = Object.entries<Flag<unknown>>(FLAGS).flatMap(([name, flag]) => [
    `  --${name}`,
    `      ${flag.help}`,
    `      ${flag.type}; default: ${flag.default ?? "none"}`,
  ]);
  return [
    "volley-load: puts a Volley server under load",
    "",
    "Usage: volley-load <scenario.ts> [flags]",
    "",
    "The scenario says what the clients do: export default defineScenario(contract, { … }). Ctrl-C ends a run early; it is",
    "reported all the same. Exit codes: 0, 1 if --max-p99 or --max-errors is exceeded or a process was lost, 2 if a flag",
    "or the scenario can't be used.",
    "",
    ...lines,
    "  --help  --version",
    "",
  ].join("\n");
}
