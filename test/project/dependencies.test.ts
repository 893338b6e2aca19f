import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatDependencies, listDependencies } from "./dependencies.js";

const root = join(import.meta.dirname, "..", "..");

/** Licences that ask for no more than to be named. */
const PERMISSIVE = ["0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "(MIT AND Zlib)"];

/** The oldest versions without a known way to end or to take over a server. */
const OLDEST: Readonly<Record<string, string>> = {
  "engine.io": "6.6.12",
  "socket.io": "4.8.4",
  "socket.io-adapter": "2.5.8",
  "socket.io-parser": "4.2.7",
  ws: "8.21.3",
};

describe("what users install with the packages", () => {
  const all = listDependencies(root);

  it("is what docs/dependencies.md lists", () => {
    const page = readFileSync(join(root, "docs", "dependencies.md"), "utf8");
    expect(page, "run `npm run dependencies`").toBe(formatDependencies(root));
  });

  it("may be used by everybody", () => {
    expect(all.length).toBeGreaterThan(10);
    expect(all.filter(({ license }) => !PERMISSIVE.includes(license))).toEqual([]);
  });

  it("is new enough", () => {
    const order = new Intl.Collator("en", { numeric: true });
    const old = all.filter(({ name, version }) => order.compare(version, OLDEST[name] ?? "0") < 0);
    expect(old).toEqual([]);
    expect(Object.keys(OLDEST).filter((name) => !all.some((each) => each.name === name))).toEqual([]);
  });
});
