import { expect, it } from "vitest";
import { nextNodes } from "./known-nodes.js";
import type { NodeInfo } from "./node-info.js";

const node = (id: string, metadata: Record<string, string> = {}): NodeInfo => ({
  ...{ id, role: "both", type: "web", services: [], remotes: [], contract: "" },
  ...{ metadata, state: "ready" },
});
const nodes = (...list: readonly NodeInfo[]) => new Map(list.map((each) => [each.id, each]));

it("tells who joined, changed and left, and keeps the nodes in the order of their ids", () => {
  const next = nextNodes(nodes(node("c"), node("b")), nodes(node("c", { load: "1" }), node("a")), false);
  expect([...next.nodes.keys()]).toEqual(["a", "c"]);
  expect(next.changes).toEqual([
    { type: "left", node: node("b") },
    { type: "changed", node: node("c", { load: "1" }) },
    { type: "joined", node: node("a") },
  ]);
});

it("tells nothing of nodes that are as they were", () => {
  const known = nodes(node("a"));
  const next = nextNodes(known, nodes(node("a")), false);
  expect(next.changes).toEqual([]);
  expect(next.nodes.get("a")).toBe(known.get("a"));
});

it("keeps nodes that aren't listed if it is told to", () => {
  const next = nextNodes(nodes(node("a"), node("b")), nodes(node("b")), true);
  expect([...next.nodes.keys()]).toEqual(["a", "b"]);
  expect(next.changes).toEqual([]);
});
