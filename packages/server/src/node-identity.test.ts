import { expect, it } from "vitest";
import { memoryCluster } from "./memory-cluster.js";
import { nodeIdentity } from "./node-identity.js";

const cluster = memoryCluster();

it("names each run of a process anew, and its type after its role", () => {
  const [one, other] = [nodeIdentity({}), nodeIdentity({})];
  expect(one.id).not.toBe(other.id);
  expect(one).toMatchObject({ role: "both", type: "both" });
  expect(nodeIdentity({ cluster, role: "backend", type: "tables" })).toMatchObject({ role: "backend", type: "tables" });
});

it.each(["frontend", "backend"] as const)("refuses a %s without a cluster, and says what to do", (role) => {
  expect(() => nodeIdentity({ role })).toThrow(/needs a cluster.*redis\(\{ url \}\)/);
});

it("refuses unknown roles, and types that are no names", () => {
  expect(() => nodeIdentity({ cluster, role: "worker" as never })).toThrow(/no role: use frontend, backend, both/);
  expect(() => nodeIdentity({ cluster, type: "a b" })).toThrow(/"a b"/);
});
