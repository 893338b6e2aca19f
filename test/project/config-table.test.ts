import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { configEntries, flagOf } from "../../packages/reference-server/src/config/config-names.js";
import { withConfigTable } from "./config-page.js";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "reference-server.md"), "utf8");

describe("the page of the reference server", () => {
  it("has the table that the schema makes", () => {
    expect(page, "run `npm run config:docs`").toBe(withConfigTable(page));
  });

  it("documents every key, and names no flag or variable that isn't one", () => {
    const keys = configEntries();
    const flags = new Set([...keys.map(([name]) => flagOf(name)), "--config", "--help", "--version"]);
    const variables = new Set([...keys.map(([, { env }]) => env), "VOLLEY_CONFIG"]);
    for (const [name] of keys) expect(page).toContain(`| \`${name}\` `);
    const named = (pattern: RegExp) => new Set(page.match(pattern) ?? []);
    expect([...named(/(?<![\w-])--[a-z][a-z-]+/g)].filter((flag) => !flags.has(flag))).toEqual([]);
    expect([...named(/\bVOLLEY_[A-Z_]+/g)].filter((variable) => !variables.has(variable))).toEqual([]);
  });
});
