import { expect, it } from "vitest";
import { OutputLines } from "./output-lines.js";

function collect() {
  const lines: string[] = [];
  return { lines, output: new OutputLines((line) => lines.push(line)) };
}

it("puts lines together, however they arrive", () => {
  const { lines, output } = collect();
  for (const byte of Buffer.from("one\r\nzwölf\n\nend")) output.add(Buffer.from([byte]));
  expect(lines).toEqual(["one", "zwölf"]);
  output.end();
  output.end();
  expect(lines).toEqual(["one", "zwölf", "end"]);
});

it("cuts long lines, and holds no more of them than it keeps", () => {
  const { lines, output } = collect();
  for (let n = 0; n < 100; n++) output.add(Buffer.alloc(1_000, "x"));
  output.add(Buffer.from("\nnext\n"));
  expect(lines.map(({ length }) => length)).toEqual([8_193, 4]);
  expect(lines[0]?.endsWith("x…")).toBe(true);
});
