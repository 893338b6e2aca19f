import { expect, it } from "vitest";
import { parseFloors } from "./parse-floors.js";

const block = (...lines: string[]): string =>
  ["# Title", "```ts", "a < b", "```", "```floors", ...lines, "```", "text"].join("\n");

it("reads the packages' floors from the ground up", () => {
  const floors = parseFloors(block("protocol: base < errors schema", "client:   base < connection"));
  expect(floors.get("protocol")).toEqual([["base"], ["errors", "schema"], ["."]]);
  expect([...floors.keys()]).toEqual(["protocol", "client"]);
});

it("puts the files directly in src where the dot stands", () => {
  expect(parseFloors(block("server: base < . < testing")).get("server")).toEqual([["base"], ["."], ["testing"]]);
});

it.each(["server base", "server: base <", "server: base > auth", "server: base, auth"])(
  "refuses the line %j",
  (line) => {
    expect(() => parseFloors(block(line))).toThrow(line);
  },
);

it("refuses a text without the block", () => {
  expect(() => parseFloors("# Title")).toThrow("floors");
});
