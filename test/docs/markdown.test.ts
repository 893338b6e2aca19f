import { describe, expect, it } from "vitest";
import { readAnchors, readBlocks, readHeadings, readLinks } from "./markdown.js";

describe("readBlocks", () => {
  it("reads language, info and text, also of an empty block and of one in a comment", () => {
    const blocks = readBlocks("a\n```ts file=a.ts run\nx();\n\n```\n```\n```\n<!--\n~~~js\n```\n~~~\n-->\n");
    expect(blocks.map(({ language, info, line, text }) => [language, [...info], line, text])).toEqual([
      [
        "ts",
        [
          ["file", "a.ts"],
          ["run", ""],
        ],
        2,
        "x();\n\n",
      ],
      ["", [], 6, ""],
      ["js", [], 9, "```\n"],
    ]);
  });

  it("refuses a block that isn't closed, and one that would be missed", () => {
    expect(() => readBlocks("```ts\nx\n")).toThrow("line 1: the block is not closed");
    expect(() => readBlocks("- ```ts\n")).toThrow("line 1: write code blocks at the left margin");
    expect(() => readBlocks("      ```ts\n")).toThrow("left margin");
  });
});

describe("readHeadings", () => {
  it("reads levels and texts, and nothing out of blocks", () => {
    expect(readHeadings("# A b\n```sh\n# no\n```\n### `C` ##\n####no\n")).toEqual([
      { level: 1, text: "A b" },
      { level: 3, text: "`C`" },
    ]);
  });
});

describe("readAnchors", () => {
  it("makes them as GitHub does", () => {
    expect(readAnchors("# What's `a.b`, and why?\n## RATE_LIMITED\n## A\n## A\n## [x y](z.md)\n")).toEqual([
      "whats-ab-and-why",
      "rate_limited",
      "a",
      "a-1",
      "x-y",
    ]);
  });
});

describe("readLinks", () => {
  it("finds relative ones, inline and defined, outside code", () => {
    const page =
      "[a](b.md#c) ![d](e.png) [f](https://g) `[h](i)`\n[j]: k.md\n```\n[l](m)\n```\n[n](#o) <!-- [p](mailto:q) -->\n";
    expect(readLinks(page).map(({ target, line }) => `${line} ${target}`)).toEqual([
      "1 b.md#c",
      "1 e.png",
      "2 k.md",
      "6 #o",
    ]);
  });
});
