import { defineContract, notify, push, request } from "@volley/protocol";
import { type ContractParts, createRouteTable, dictionaryOf } from "@volley/protocol/internal";
import { describe, expect, it } from "vitest";
import { createRemoteTable } from "./remote-table.js";

const tableOf = (contract: unknown) => createRouteTable(contract as ContractParts);
const own = tableOf(
  defineContract({
    routes: { "a.gone": request(), "a.kept": request(), "a.newer": request(), "a.turned": request() },
    pushes: { "a.kept": push(), "a.newer": push() },
  }),
);
const theirs = tableOf(
  defineContract({
    routes: { "a.added": request(), "a.kept": request(), "a.newer": request({ rev: 2 }), "a.turned": notify() },
    pushes: { "a.added": push(), "a.kept": push(), "a.newer": push({} as never, { rev: 3 }) },
  }),
);
const route = (name: string) => own.routes.get(name) ?? expect.fail(name);

describe("a remote table", () => {
  it("uses the client's own numbers when the contracts are equal", () => {
    const table = createRemoteTable(own, undefined);
    for (const entry of own.routes) expect(table.numberOf(entry)).toBe(entry.number);
    expect(table.pushAt(1)).toEqual({ push: own.pushes.get("a.newer"), mismatch: undefined });
    expect(table.pushAt(2)).toBeUndefined();
  });

  describe("with a dictionary", () => {
    const table = createRemoteTable(own, dictionaryOf(theirs));

    it("translates names to the server's numbers", () => {
      expect(table.numberOf(route("a.kept"))).toBe(theirs.routes.get("a.kept")?.number);
      expect(table.pushAt(1)?.push).toBe(own.pushes.get("a.kept"));
    });

    it.each([
      ["a.gone", "nothing of that name"],
      ["a.newer", "request, rev 2"],
      ["a.turned", "notify, rev 1"],
    ])("refuses %s, and says that the server has %s", (name, has) => {
      const refused = (): number => table.numberOf(route(name));
      expect(refused).toThrow(expect.objectContaining({ code: "CONTRACT_MISMATCH", retryable: false }));
      expect(refused).toThrow(`${name} differs: here request, rev 1, at the server ${has}`);
    });

    it("refuses a push of another revision", () => {
      expect(table.pushAt(2)?.mismatch).toMatchObject({ code: "CONTRACT_MISMATCH" });
      expect(table.pushAt(2)?.mismatch?.message).toContain("a.newer differs: here rev 1, at the server rev 3");
    });

    it("doesn't know pushes that only the server has, or nobody", () => {
      expect(table.pushAt(0)).toBeUndefined();
      expect(table.pushAt(99)).toBeUndefined();
    });
  });
});
