import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { CATALOGUE } from "../../packages/server/src/metrics/catalogue.js";
import { formatMetrics } from "./metrics-page.js";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const entries = Object.values(CATALOGUE);

/** What Prometheus has of the catalogue: of a histogram also its parts. */
const series = new Set(
  entries.flatMap(({ name, kind }) =>
    kind === "seconds" ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
);
const labelsOf = new Map<string, readonly string[]>(
  entries.flatMap(({ name, labels }) =>
    ["", "_bucket", "_sum", "_count"].map((part) => [`${name}${part}`, labels] as [string, readonly string[]]),
  ),
);

/** Names the metrics of an expression, with the labels that it asks them for. */
function metricsIn(expression: string): { name: string; labels: string[] }[] {
  return [...expression.matchAll(/\b(volley_\w+)(?:\{([^}]*)\})?/g)].map(([, name = "", asked = ""]) => ({
    name,
    labels: [...asked.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label),
  }));
}

interface Rule {
  readonly alert?: string;
  readonly record?: string;
  readonly expr: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const rules = (parse(read("deploy/prometheus/volley-rules.yaml")) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(read("deploy/grafana/volley-dashboard.json")) as {
  panels: { title: string; targets?: { expr: string }[] }[];
};
const shown = dashboard.panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ title, expr })));

describe("metrics", () => {
  it("are named as Prometheus wants them, each once", () => {
    for (const { name, kind, labels } of entries) {
      expect(name).toMatch(/^volley_[a-z0-9_]+$/);
      expect(name.endsWith("_total"), name).toBe(kind === "counter");
      for (const label of labels) expect(label).toMatch(/^[a-z_]+$/);
    }
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  });

  it("have no label for whom it is about", () => {
    const personal = /user|uid|session|group|room|address|ip|token|key/;
    expect(entries.flatMap(({ labels }): readonly string[] => labels).filter((label) => personal.test(label))).toEqual(
      [],
    );
  });

  it("are all in docs/metrics.md, which has no others", () => {
    expect(read("docs/metrics.md"), "run `npm run metrics`").toBe(formatMetrics());
  });
});

describe("the alerts and the dashboard in deploy/", () => {
  const asked = [...rules, ...shown].flatMap(({ expr }) => metricsIn(expr));

  it("ask for metrics and labels that there are", () => {
    expect(asked.length).toBeGreaterThan(40);
    expect(asked.filter(({ name }) => !series.has(name))).toEqual([]);
    const foreign = asked.filter(({ name, labels }) =>
      labels.some((label) => label !== "job" && label !== "le" && !labelsOf.get(name)?.includes(label)),
    );
    expect(foreign).toEqual([]);
  });

  it("say of each alert how bad it is, what happened, and where to read on", () => {
    const alerts = rules.filter(({ alert }) => alert !== undefined);
    expect(alerts.length).toBeGreaterThan(10);
    for (const { alert, labels, annotations } of alerts) {
      expect(["page", "ticket"], alert).toContain(labels?.["severity"]);
      expect(annotations?.["summary"], alert).toMatch(/^[A-Z].*\.$/);
      expect(annotations?.["description"], alert).toMatch(/\.$/);
    }
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  it("are balanced: every bracket of an expression is closed", () => {
    for (const { expr } of [...rules, ...shown]) {
      for (const [open, close] of ["()", "{}", "[]"]) {
        expect(expr.split(open ?? "").length, expr).toBe(expr.split(close ?? "").length);
      }
    }
  });
});
