import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listPublicEntries, reportEntry, sortStatements } from "./api-report.js";

const root = join(import.meta.dirname, "..", "..");
const folder = join(root, "api");
const entries = listPublicEntries(root);

describe("the reports in api/", () => {
  it("are those of the public entries", () => {
    expect(readdirSync(folder).sort(), "run `npm run api`").toEqual(entries.map(({ report }) => report).sort());
  });

  it.each(entries)("$report is what $source declares", { timeout: 60_000 }, async (entry) => {
    const path = join(folder, entry.report);
    const recorded = existsSync(path) ? readFileSync(path, "utf8") : "";
    const hint = "the public surface has changed: if it should, run `npm run api` and commit the difference";
    expect(await reportEntry(root, entry), hint).toBe(recorded);
  });
});

describe("sortStatements", () => {
  it("doesn't depend on the order in files, and keeps that of overloads", () => {
    const code = (...declarations: string[]): string =>
      ["import { b, a } from 'x';", ...declarations, "export { B, a };"].join("\n");
    const overloads = ["declare function a(it: string): void;", "declare function a(it: number): void;"];
    const type = "/** A b. */\ninterface B {\n}";
    const sorted = sortStatements(code(type, ...overloads));
    expect(sortStatements(code(...overloads, type))).toBe(sorted);
    expect(sorted).toBe(
      ["import {\n    a,\n    b,\n} from 'x';", type, ...overloads, "export {\n    B,\n    a,\n};\n"].join("\n\n"),
    );
  });
});
