import { describe, expect, it } from "vitest";
import { collectSnippets, findIdle } from "./collect-snippets.js";

const collect = (markdown: string) => collectSnippets({ path: "page.md", markdown });

describe("collectSnippets", () => {
  it("puts the parts of a file together, and names a block without a file after its line", () => {
    const { files } = collect(
      "```ts file=a.ts\none\n```\n```ts\ntwo\n```\n```ts file=a.ts\nthree\n```\n```sh\nls\n```\n",
    );
    expect([...files]).toEqual([
      ["a.ts", "one\n\nthree\n"],
      ["line-4.ts", "two\n"],
    ]);
  });

  it("lists what is run, with its output if the page says one", () => {
    const { runs } = collect("```ts file=a.ts run\n```\n```js file=b.js run\n```\n```text output=a.ts\nhello\n```\n");
    expect(runs).toEqual([
      { file: "a.ts", output: "hello\n" },
      { file: "b.js", output: undefined },
    ]);
  });

  it.each([
    ["an unknown word", "```ts fiel=a.ts\n```\n", /page\.md:1: unknown words in the info string: fiel/],
    ["a file of another language", "```ts file=a.js\n```\n", /doesn't name a file of ts/],
    ["a file outside the folder", "```ts file=../a.ts\n```\n", /doesn't name a file/],
    ["a language that makes no file", "```sh file=a.sh\n```\n", /doesn't name a file of sh/],
    ["a run of nothing", "```sh run\n```\n", /only a file can be run/],
    ["an output of what isn't run", "```ts file=a.ts\n```\n```text output=a.ts\n```\n", /prints, but isn't run/],
    ["an output that is no text", "```ts output=a.ts\n```\n", /an output is text/],
  ])("refuses %s", (_what, markdown, message) => {
    expect(() => collect(markdown)).toThrow(message);
  });
});

describe("findIdle", () => {
  it("follows imports from what is run", () => {
    const page = [
      '```ts file=run.ts run\nimport "./a.js";\n```',
      '```ts file=a.ts\nawait load("./b.js?1");\n```',
      "```js file=b.js\n```",
      "```ts file=idle.ts\n```",
      "```html file=index.html\n```",
    ];
    expect(findIdle(collect(`${page.join("\n")}\n`))).toEqual(["idle.ts"]);
  });
});
