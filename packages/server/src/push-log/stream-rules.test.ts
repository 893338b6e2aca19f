import { defineContract, group, push } from "@volley/protocol";
import type { ContractParts } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { StreamRules } from "./stream-rules.js";

const parts = (contract: unknown): ContractParts => contract as ContractParts;
const pushes = {
  "a.live": push(z.string()),
  "a.kept": push(z.string(), { delivery: "replay" }),
  "a.long": push(z.string(), { delivery: "replay", keep: { count: 10, forMs: 600_000 } }),
};
const rules = new StreamRules(
  parts(
    defineContract({
      pushes,
      groups: {
        lobby: group(["a.live"]),
        "table:{id}": group(["a.live", "a.kept"]),
        "table:final": group(["a.long"]),
        "pair:{a}.{b}": group(["a.long"]),
      },
    }),
  ),
);

describe("the rules of streams", () => {
  it("give a stream to groups that a kept push may go to, and to all users", () => {
    expect(rules.ofGroup("lobby")).toBeUndefined();
    expect(rules.ofGroup("table:7:x")).toBeUndefined();
    expect(rules.ofGroup("table:7")).toEqual({
      name: "g:table:7",
      wire: "table:7",
      keep: { count: 1_000, forMs: 120_000 },
    });
    expect(rules.ofUser("7")).toEqual({ name: "u:7", wire: "", keep: { count: 1_000, forMs: 600_000 } });
  });

  it("keep what the most demanding push asks for, of all patterns that a name fits", () => {
    expect(rules.ofGroup("table:final")?.keep).toEqual({ count: 1_000, forMs: 600_000 });
    expect(rules.ofGroup("pair:a.b")?.keep).toEqual({ count: 10, forMs: 600_000 });
  });

  it("know the streams of rooms", () => {
    const names = ["g:table:7", "m:table:7", "u:7", "s:7", "t:7", "g:lobby"].map((room) => rules.ofRoom(room)?.name);
    expect(names).toEqual(["g:table:7", "g:table:7", "u:7", undefined, undefined, undefined]);
  });

  it("tell what fills a pattern in", () => {
    expect(rules.patternsOf("table:7")).toEqual([{ pattern: "table:{id}", params: { id: "7" } }]);
    expect(rules.patternsOf("pair:x.y")).toEqual([{ pattern: "pair:{a}.{b}", params: { a: "x", b: "y" } }]);
    expect(rules.patternsOf("table:final").map(({ pattern }) => pattern)).toEqual(["table:{id}", "table:final"]);
  });

  it("give every group a stream if the contract names none, and nobody one if nothing is kept", () => {
    expect(new StreamRules(parts(defineContract({ pushes }))).ofGroup("any")?.name).toBe("g:any");
    const none = new StreamRules(parts(defineContract({ pushes: { "a.live": push(z.string()) } })));
    expect([none.any, none.ofGroup("any"), none.ofUser("a"), none.ofRoom("u:a")]).toEqual([
      false,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it("give a stream to groups whose presence is told by a kept push", () => {
    const contract = defineContract({
      pushes: { "p.left": push(z.object({ uid: z.string() }), { delivery: "replay" }) },
      groups: { hall: group([], { presence: { left: "p.left" } }) },
    });
    expect(new StreamRules(parts(contract)).ofGroup("hall")?.name).toBe("g:hall");
  });

  it("refuse to keep nothing", () => {
    const contract = defineContract({
      pushes: { "a.b": push(z.string(), { delivery: "replay", keep: { count: 0 } }) },
    });
    expect(() => new StreamRules(parts(contract))).toThrow(/keep.count 0/);
  });
});
