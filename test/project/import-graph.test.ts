import { describe, expect, it } from "vitest";
import { importsOf, isShipped } from "./import-graph.js";

describe("importsOf", () => {
  it.each([
    ["a value", 'import { a } from "./a.js";'],
    ["a type", 'import type { A } from "./a.js";'],
    ["a type among values", 'import { type A } from "./a.js";'],
    ["a namespace", 'import * as a from "./a.js";'],
    ["an effect", 'import "./a.js";'],
    ["a re-export", 'export { a } from "./a.js";'],
    ["a re-exported type", 'export type { A } from "./a.js";'],
    ["everything re-exported", 'export * from "./a.js";'],
    ["an import across lines", 'import {\n  a,\n  type B,\n} from "./a.js";'],
    ["a dynamic import", 'const a = await import("./a.js");'],
    ["a type's import", 'type A = import("./a.js").A;'],
  ])("sees %s", (_, text) => {
    expect(importsOf("packages/client/src/base/b.ts", text)).toEqual(["packages/client/src/base/a.ts"]);
  });

  it("takes relative paths from the file and leaves the names of packages", () => {
    const text = 'import "../wire/frame.js";\nimport "@volley/protocol";';
    expect(importsOf("packages/client/src/base/b.ts", text)).toEqual([
      "packages/client/src/wire/frame.ts",
      "@volley/protocol",
    ]);
  });

  it("is not misled by comments and strings", () => {
    expect(importsOf("b.ts", '// import "./a.js"\nconst text = \'import "./a.js"\';')).toEqual([]);
  });
});

describe("isShipped", () => {
  it("tells tests and fixtures from what ships", () => {
    expect(["a.ts", "a.test.ts", "a.test-d.ts", "a.fixture.ts", "a.property.test.ts"].filter(isShipped)).toEqual([
      "a.ts",
    ]);
  });
});
