import type { NodeInfo } from "@volley/server";
import { describe, expect, it } from "vitest";
import { drainPlan } from "./drain-plan.js";

const own = nodeOf("a");
function nodeOf(id: string, more: Partial<NodeInfo> = {}): NodeInfo {
  const common = { role: "both", type: "both", remotes: [], contract: "", metadata: {}, state: "ready" } as const;
  return { ...common, id, services: ["rooms"], ...more };
}
const config = {
  ...{ redisUrl: "redis://x", metricsPort: 9_090, drainMs: 60_000, drainWaitMs: 5_000, drainPerSecond: 7 },
  closeMs: 2_000,
};
const planWith = (others: readonly NodeInfo[], { node = own, ...more } = {}) =>
  drainPlan({ node, nodes: () => [node, ...others] }, { ...config, ...more });

describe("the plan of a drain", () => {
  it("has one time for all, the wait included", () => {
    expect(planWith([nodeOf("b")])).toEqual({ waitMs: 5_000, withinMs: 55_000, perSecond: 7 });
  });

  it("has no wait where nobody can ask whether the server is ready", () => {
    const plan = drainPlan({ node: own, nodes: () => [own, nodeOf("b")] }, { ...config, metricsPort: undefined });
    expect(plan).toMatchObject({ waitMs: 0, withinMs: 60_000 });
  });

  it("is short for the last server of rooms: there is nowhere to go", () => {
    const siblings = { siblings: "host:1" };
    const worker = nodeOf("a", { metadata: siblings });
    expect(planWith([])).toMatchObject({ withinMs: 2_000 });
    expect(planWith([nodeOf("b", { state: "draining" })])).toMatchObject({ withinMs: 2_000 });
    expect(planWith([nodeOf("b", { services: ["game"] })])).toMatchObject({ withinMs: 2_000 });
    expect(planWith([nodeOf("b", { metadata: siblings })], { node: worker })).toMatchObject({ withinMs: 2_000 });
    expect(planWith([nodeOf("b", { metadata: { siblings: "host:2" } })], { node: worker })).toMatchObject({
      withinMs: 55_000,
    });
  });

  it("is no shorter for a server without a cluster: its clients end when what they asked for is done", () => {
    const plan = drainPlan({ node: own, nodes: () => [own] }, { ...config, redisUrl: undefined });
    expect(plan).toMatchObject({ withinMs: 55_000 });
  });
});
