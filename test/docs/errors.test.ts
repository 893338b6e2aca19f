import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SystemCode, SystemErrors } from "@volley/protocol";
import { ENDINGS, SYSTEM_CODES } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { readHeadings } from "./markdown.js";

const page = readFileSync(join(import.meta.dirname, "../../docs/errors.md"), "utf8");
const sections = page.split(/^(?=## )/m);
const codes = Object.keys(SYSTEM_CODES) as SystemCode[];

/** The members of each code's data; the compiler holds the names to those of the types. */
const DATA: { readonly [C in SystemCode]?: readonly (keyof NonNullable<SystemErrors[C]>)[] } = {
  VALIDATION: ["issues"],
  RATE_LIMITED: ["retryAfterMs", "scope"],
  DISCONNECTED: ["sent"],
  PAYLOAD_TOO_LARGE: ["limitBytes"],
};

describe("the codes in docs/errors.md", () => {
  it("have a heading each, and no heading is without a code", () => {
    const headings = readHeadings(page).filter(({ level }) => level === 3);
    expect(headings.map(({ text }) => text).sort()).toEqual([...codes].sort());
  });

  it.each(codes)("%s is retryable as the table of codes says, and has the data of its type", (code) => {
    const [, facts = ""] = new RegExp(`^### ${code}\n\n(.*)$`, "m").exec(page) ?? [];
    const retryable = SYSTEM_CODES[code].retryable ? "yes" : "no";
    const data = DATA[code] === undefined ? "none" : `\`{ ${DATA[code].join(", ")} }\``;
    expect(facts).toBe(`Retryable: ${retryable}. Data: ${data}.`);
  });

  it.each(codes)("%s stands in the chapter that its retryability says", (code) => {
    const chapter = sections.find((section) => section.includes(`### ${code}\n`)) ?? "";
    expect(chapter.startsWith("## Retryable codes\n")).toBe(SYSTEM_CODES[code].retryable);
  });
});

describe("the endings in docs/errors.md", () => {
  it("have a row each with the right action, and no row is without an ending", () => {
    const chapter = sections.find((section) => section.startsWith("## Endings\n")) ?? "";
    const rows = [...chapter.matchAll(/^\| `([a-z-]+)` +\| `([a-z-]+)` +\|/gm)].map(([, reason, action]) => [
      reason,
      action,
    ]);
    expect(rows.sort()).toEqual(Object.entries(ENDINGS).sort());
    expect(chapter.match(/^\|/gm)).toHaveLength(rows.length + 2);
  });
});
