import { describe, expect, it } from "vitest";
import { groupOf } from "../app/group-of.js";
import { StreamRules } from "../push-log/stream-rules.js";
import { groupTarget } from "./group-target.js";

const group = { kind: "group", pushes: [], presence: undefined } as const;

function targetIn(patterns: readonly string[]) {
  const groups = Object.fromEntries(patterns.map((pattern) => [pattern, group]));
  const names = {
    rules: new StreamRules({ pushes: {}, groups }),
    has: (pattern: string) => patterns.length === 0 || patterns.includes(pattern),
    groupOf: (pattern: string, params?: Readonly<Record<string, string>>) => groupOf(groups, pattern, params),
  };
  return (pattern: string, params: Readonly<Record<string, unknown>> = {}) => groupTarget(names, pattern, params);
}
const refused = (code: string) => expect.objectContaining({ code });

describe("the group that a client means", () => {
  it("has its name and its params as texts", () => {
    const target = targetIn(["table:{id}", "lobby"]);
    expect(target("table:{id}", { id: 7 })).toMatchObject({
      name: "table:7",
      params: { id: "7" },
      pattern: "table:{id}",
    });
    expect(target("lobby")).toMatchObject({ name: "lobby", params: {} });
    expect(targetIn([])("any:name")).toMatchObject({ name: "any:name" });
  });

  it("is none of a pattern that the contract doesn't have, nor with other params than it has", () => {
    const target = targetIn(["table:{id}", "lobby"]);
    expect(() => target("table:7")).toThrow(refused("NOT_FOUND"));
    expect(() => target("table:{id}")).toThrow(refused("BAD_REQUEST"));
    expect(() => target("table:{id}", { id: "7", more: "x" })).toThrow(refused("BAD_REQUEST"));
    expect(() => target("table:{id}", Object.create({ id: "7" }))).toThrow(refused("BAD_REQUEST"));
    expect(() => target("lobby", { id: "7" })).toThrow(refused("BAD_REQUEST"));
  });

  it("is none whose name another pattern could make: its policy might be another one", () => {
    const target = targetIn(["{any}", "lobby", "table-{id}"]);
    expect(() => target("{any}", { any: "lobby" })).toThrow(refused("BAD_REQUEST"));
    expect(() => target("{any}", { any: "table-7" })).toThrow(refused("BAD_REQUEST"));
    expect(() => target("table-{id}", { id: "7" })).toThrow(refused("BAD_REQUEST"));
    expect(target("lobby").name).toBe("lobby");
    expect(target("{any}", { any: "else" }).name).toBe("else");
  });

  it("is none whose name other params could make", () => {
    const target = targetIn(["pair-{a}-{b}"]);
    expect(target("pair-{a}-{b}", { a: "x-y", b: "z" }).name).toBe("pair-x-y-z");
    expect(() => target("pair-{a}-{b}", { a: "x", b: "y-z" })).toThrow(refused("BAD_REQUEST"));
  });
});
