import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { FLAGS } from "../../packages/load/src/options/flags.js";

it("docs/guides/load.md lists each flag of volley-load with its default, and no others", () => {
  const page = readFileSync(join(import.meta.dirname, "../../docs/guides/load.md"), "utf8");
  const rows = [...page.matchAll(/^\| `(--[a-z0-9-]+)` +\| (\S+) +\|/gm)].map(([, flag, value]) => [flag, value]);
  const flags = Object.entries(FLAGS).map(([name, { default: value }]) => [
    `--${name}`,
    value === undefined ? "none" : `\`${value}\``,
  ]);
  expect(rows).toEqual(flags);
});
