import { describe, expect, it } from "vitest";
import {
  findCycles,
  findForeignImports,
  findImporters,
  findUnplacedFolders,
  findUpwardImports,
} from "./check-imports.js";
import type { ImportGraph } from "./import-graph.js";
import { parseFloors } from "./parse-floors.js";

const floors = parseFloors("```floors\nserver: base < redis auth < gateway < . < testing\n```\n");

/** Makes a graph of server files from `{ "folder/file": ["folder/file", "package"] }`. */
function server(files: Record<string, readonly string[]>): ImportGraph {
  const path = (name: string): string => (name.endsWith(".ts") ? `packages/server/src/${name}` : name);
  return new Map(Object.entries(files).map(([file, imports]) => [path(file), imports.map(path)]));
}

describe("findCycles", () => {
  it("accepts a diamond", () => {
    expect(findCycles(server({ "a.ts": ["b.ts", "c.ts"], "b.ts": ["d.ts"], "c.ts": ["d.ts"], "d.ts": [] }))).toEqual(
      [],
    );
  });

  it("names the files of a cycle that is reached from outside it", () => {
    const cycles = findCycles(new Map(Object.entries({ in: ["a"], a: ["b"], b: ["c"], c: ["a"] })));
    expect(cycles).toEqual(["a -> b -> c -> a"]);
  });

  it("finds a file that imports itself", () => {
    expect(findCycles(new Map([["a", ["a"]]]))).toEqual(["a -> a"]);
  });
});

describe("findUpwardImports", () => {
  it("accepts the own folder, lower floors and packages", () => {
    const graph = server({
      "auth/guest.ts": ["auth/token.ts", "base/clock.ts", "@volley/protocol", "node:crypto"],
      "create-server.ts": ["gateway/attach.ts", "index.ts"],
      "testing/index.ts": ["create-server.ts"],
    });
    expect(findUpwardImports(graph, floors)).toEqual([]);
  });

  it.each([
    ["a higher floor", "base/clock.ts", "gateway/attach.ts"],
    ["another folder of the same floor", "auth/guest.ts", "redis/keys.ts"],
    ["the files directly in src", "gateway/attach.ts", "create-server.ts"],
    ["a floor above those files", "create-server.ts", "testing/index.ts"],
  ])("finds an import of %s", (_, from, to) => {
    const found = findUpwardImports(server({ [from]: [to] }), floors);
    expect(found).toEqual([`packages/server/src/${from} -> packages/server/src/${to}`]);
  });
});

describe("findUnplacedFolders", () => {
  const complete = {
    "base/a.ts": [],
    "redis/a.ts": [],
    "auth/a.ts": [],
    "gateway/a.ts": [],
    "a.ts": [],
    "testing/a.ts": [],
  };

  it("accepts folders that the floors name", () => {
    expect(findUnplacedFolders(server(complete), floors)).toEqual([]);
  });

  it("finds a folder that no floor names", () => {
    expect(findUnplacedFolders(server({ ...complete, "jobs/a.ts": [], "jobs/b.ts": [] }), floors)).toEqual([
      "server/jobs",
    ]);
  });

  it("finds a named folder without files", () => {
    const { "redis/a.ts": _, ...others } = complete;
    expect(findUnplacedFolders(server(others), floors)).toEqual(["server/redis"]);
  });

  it("finds a package without floors", () => {
    const graph = new Map([...server(complete), ["packages/client/src/index.ts", []]]);
    expect(findUnplacedFolders(graph, floors)).toEqual(["client/."]);
  });
});

describe("findForeignImports", () => {
  const client = "packages/client/src/create-client.ts";

  it("lets both ends import the protocol, and the server's testing folder the client", () => {
    const graph = server({ "app/app.ts": ["@volley/protocol/internal"], "testing/index.ts": ["@volley/client"] });
    expect(findForeignImports(new Map([...graph, [client, ["@volley/protocol"]]]))).toEqual([]);
  });

  it("finds the server in the client, by name and by path", () => {
    const imports = ["@volley/server", "packages/server/src/index.ts"];
    expect(findForeignImports(new Map([[client, imports]]))).toEqual(imports.map((it) => `${client} -> ${it}`));
  });

  it("finds the client in the server", () => {
    expect(findForeignImports(server({ "app/app.ts": ["@volley/client/internal"] }))).toHaveLength(1);
  });
});

describe("findImporters", () => {
  it("finds a package by its name and its subpaths, and no other of a similar name", () => {
    const graph = server({ "a.ts": ["socket.io-client"], "b.ts": ["socket.io-client/debug"], "c.ts": ["socket.io"] });
    expect(findImporters(graph, "socket.io-client")).toHaveLength(2);
    expect(findImporters(graph, "socket.io")).toEqual(["packages/server/src/c.ts"]);
  });
});
