import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  findCycles,
  findForeignImports,
  findImporters,
  findUnplacedFolders,
  findUpwardImports,
} from "./check-imports.js";
import { isShipped, listSources, readImports } from "./import-graph.js";
import { parseFloors } from "./parse-floors.js";

const root = join(import.meta.dirname, "..", "..");
const packages = ["protocol", "client", "server", "reference-server", "load"].flatMap((name) =>
  listSources(root, `packages/${name}/src`),
);
const graph = readImports(root, packages.filter(isShipped));

describe("the packages' sources", () => {
  it("are found", () => {
    expect(graph.size).toBeGreaterThan(30);
  });

  it("have no cycle of imports, types included", () => {
    expect(findCycles(graph)).toEqual([]);
  });

  it("import from their own folder and lower floors only, as ARCHITECTURE.md has them", () => {
    const floors = parseFloors(readFileSync(join(root, "ARCHITECTURE.md"), "utf8"));
    expect(findUnplacedFolders(graph, floors)).toEqual([]);
    expect(findUpwardImports(graph, floors)).toEqual([]);
  });

  it("keep client and server apart", () => {
    expect(findForeignImports(graph)).toEqual([]);
  });

  it("open sockets in one file of the client", () => {
    const importers = findImporters(graph, "ws").filter((file) => file.startsWith("packages/client/"));
    expect(importers).toEqual(["packages/client/src/connection/websocket-transport.ts"]);
  });

  it("have no file of more than 300 lines, nor have the tests and the example", () => {
    const files = [...packages, ...listSources(root, "test"), ...listSources(root, "examples")];
    const lengthOf = (file: string): number => readFileSync(join(root, file), "utf8").trimEnd().split("\n").length;
    const written = files.filter((file) => !file.endsWith(".pb.d.ts")); // pbjs writes those
    expect(written.filter((file) => lengthOf(file) > 300)).toEqual([]);
  });
});
