import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, it } from "vitest";
import { readAnchors, readLinks } from "./markdown.js";
import { readPages } from "./pages.js";

const root = join(import.meta.dirname, "../..");
const pages = readPages(root);

it("the pages are found", () => {
  const paths = pages.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "docs/protocol.md"]),
  );
});

it.each(pages)("the links of $path lead to files and headings that exist", ({ path, markdown }) => {
  const broken = readLinks(markdown).filter(({ target }) => !leadsSomewhere(path, target));
  expect(broken).toEqual([]);
});

it.each(pages)("the files that $path names in code exist", ({ markdown }) => {
  const paths = [...markdown.matchAll(/`((?:packages|examples|test|docs|scripts)\/[\w./-]+)`/g)].map(
    ([, path = ""]) => path,
  );
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it("the README is short", () => {
  const readme = pages.find(({ path }) => path === "README.md")?.markdown ?? "";
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

it("the README tells the client's size as the budget has it", () => {
  const [budget] = JSON.parse(readFileSync(join(root, ".size-limit.json"), "utf8")) as { limit: string }[];
  expect(pages.find(({ path }) => path === "README.md")?.markdown).toContain(`${budget?.limit} at most`);
});

function leadsSomewhere(from: string, target: string): boolean {
  const [file = "", anchor] = target.split("#", 2);
  const path = file === "" ? from : normalize(join(dirname(from), decodeURI(file)));
  if (path.startsWith("..") || !existsSync(join(root, path))) return false;
  if (anchor === undefined) return true;
  const page = pages.find((each) => each.path === path);
  return page !== undefined && readAnchors(page.markdown).includes(anchor);
}
