import { describe, expect, it } from "vitest";
import { readHeadings } from "../docs/markdown.js";
import { readText, readYaml } from "./deploy-files.js";

interface Rules {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly annotations: Readonly<Record<string, string>> }[];
  }[];
}

const alerts = readYaml<Rules>("deploy/prometheus/volley-rules.yaml").groups.flatMap(({ rules }) => rules);
const page = readText("docs/operations.md");
const sections = new Map(
  page
    .split(/^(?=### )/m)
    .slice(1)
    .map((section) => [section.slice(4, section.indexOf("\n")), section] as const),
);

describe("the runbook", () => {
  it("has a section for each alert, in their order, and none for alerts that there aren't", () => {
    const headings = readHeadings(page).filter(({ level }) => level === 3);
    expect(headings.map(({ text }) => text)).toEqual(alerts.map(({ alert }) => alert));
  });

  it.each(alerts)(
    "is where $alert leads, and says what it means, where to look and what to do",
    ({ alert, annotations }) => {
      expect(annotations["runbook_url"]).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      const section = sections.get(alert) ?? "";
      for (const word of ["Means", "Look", "do"]) expect(section.toLowerCase()).toContain(`**${word.toLowerCase()}**`);
    },
  );
});
