import { describe, expect, it } from "vitest";
import { configEntries } from "../../packages/reference-server/src/config/config-names.js";
import { CHART, listFiles, readText, readYaml } from "./deploy-files.js";
import { withServerVersion } from "./render-manifests.js";
import { readValues, withValuesTable } from "./values-table.js";

type Tree = Readonly<Record<string, unknown>>;
const values = readYaml<Tree>(`${CHART}/values.yaml`);
const schema = JSON.parse(readText(`${CHART}/values.schema.json`)) as SchemaNode & {
  $defs: Record<string, SchemaNode>;
};
const rows = readValues(readText(`${CHART}/values.yaml`)).map(({ path }) => path);

interface SchemaNode {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: unknown;
}

/** The paths that a schema lists, with those of objects which it closes taken apart. */
function pathsOf(node: SchemaNode, path = ""): string[] {
  const { properties, additionalProperties } = node.$ref ? (schema.$defs[node.$ref.slice(8)] ?? {}) : node;
  if (properties === undefined || additionalProperties !== false) return [path];
  return Object.entries(properties).flatMap(([name, each]) => pathsOf(each, path === "" ? name : `${path}.${name}`));
}

/** What the templates read: `.Values.image`, and what is in `roleDefaults`, read as `$role`. */
function readByTemplates(): Set<string> {
  const text = listFiles(`${CHART}/templates`).map(readText).join("\n");
  return new Set(
    [...text.matchAll(/\$?\.Values\.(\w+)|\$role\.(\w+)/g)].map(([, name, ofRole]) => name ?? `roleDefaults.${ofRole}`),
  );
}

describe("the values of the chart", () => {
  it("are in its README, each with its default and what it is for, and no others are", () => {
    const readme = readText(`${CHART}/README.md`);
    expect(readme, "run `npm run manifests`").toBe(withValuesTable(readme));
    const named = [...readme.matchAll(/^\| `([\w.]+)` /gm)].map(([, path]) => path);
    expect(named).toEqual(rows);
    expect(rows.length).toBeGreaterThan(50);
  });

  it("are what the schema lets in, and nothing else is", () => {
    const known = pathsOf(schema).filter((path) => path !== "global"); // helm's own
    expect([...rows].sort()).toEqual(known.sort());
  });

  it("are read by the templates, which read no others", () => {
    const read = readByTemplates();
    const first = Object.keys(values).filter((name) => name !== "roleDefaults");
    const ofRoles = Object.keys(values["roleDefaults"] as Tree).map((name) => `roleDefaults.${name}`);
    expect([...read].filter((name) => name !== "roleDefaults").sort()).toEqual([...first, ...ofRoles].sort());
  });

  it("name settings of the server that there are, and leave those alone that the chart makes", () => {
    const keys = new Set<string>(configEntries().map(([name]) => name));
    expect(Object.keys(values["config"] as Tree).filter((name) => !keys.has(name))).toEqual([]);
    const refused = JSON.stringify(schema.properties?.["config"]).match(/"enum":(\[[^\]]*\])/)?.[1] ?? "[]";
    expect((JSON.parse(refused) as string[]).filter((name) => !keys.has(name))).toEqual([]);
    const secrets = configEntries().filter(([, { secret }]) => secret);
    for (const [name] of secrets) expect(JSON.parse(refused), `${name} belongs into the Secret`).toContain(name);
  });

  it("come with the version of the server, whose image is tagged with it", () => {
    const chart = readText(`${CHART}/Chart.yaml`);
    expect(chart, "run `npm run manifests`").toBe(withServerVersion(chart));
  });

  it.each([
    ["a value without a comment", "a: 1\n", /say above a what it is for/],
    ["one in a map without one", "# A.\nx: 1\nb:\n  c: 1\n", /say above b.c/],
    ["an empty map without one", "b: {}\n", /say above b/],
  ])("are not listed with %s", (_what, text, message) => {
    expect(() => readValues(text)).toThrow(message);
  });
});
