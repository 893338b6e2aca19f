import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { collectSnippets, findIdle } from "./collect-snippets.js";
import { compile } from "./compile.js";
import { readPages } from "./pages.js";

const root = join(import.meta.dirname, "../..");
const pages = readPages(root)
  .map((page) => ({ ...page, ...collectSnippets(page) }))
  .filter(({ files }) => files.size > 0);

/** Inside `test`, so that imports find its packages; ignored by git. */
const cache = join(root, "test/.cache");
let scratch = "";
const folderOf = (page: string): string => join(scratch, page.replaceAll("/", "-"));

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  scratch = mkdtempSync(join(cache, "docs-"));
  for (const { path, files } of pages) {
    mkdirSync(folderOf(path));
    writeFileSync(join(folderOf(path), "package.json"), '{ "type": "module" }');
    for (const [name, text] of files) writeFileSync(join(folderOf(path), name), text);
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

it("the snippets of all pages compile", { timeout: 120_000 }, () => {
  const compiled = pages.flatMap(({ path, files }) =>
    [...files.keys()].filter((name) => /\.tsx?$/.test(name)).map((name) => join(folderOf(path), name)),
  );
  expect(compiled.length).toBeGreaterThan(0);
  expect(compile(root, compiled)).toEqual([]);
});

describe.each(["README.md", "docs/getting-started.md"])("%s", (path) => {
  it("is run, every script of it", () => {
    const page = pages.find((each) => each.path === path);
    expect(page?.runs.length).toBeGreaterThan(0);
    expect(page === undefined ? [] : findIdle(page)).toEqual([]);
  });
});

describe("what runs", () => {
  const runs = pages.flatMap(({ path, runs }) => runs.map((run) => ({ path, ...run })));

  it.each(runs)("$path: $file ends well and prints what the page says", { timeout: 60_000 }, async (run) => {
    const args = ["--conditions=@volley/source", "--import", "tsx", run.file];
    const REDIS_URL = inject("redisUrl") ?? undefined;
    const env = { ...process.env, PORT: "0", NO_COLOR: "1", REDIS_URL };
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      cwd: folderOf(run.path),
      env,
      timeout: 50_000,
    });
    if (run.output !== undefined) expect(stdout).toBe(run.output);
  });
});
