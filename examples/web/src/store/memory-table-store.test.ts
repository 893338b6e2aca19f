import { expect, it } from "vitest";
import { createMemoryTableStore } from "./memory-table-store.js";
import { describeTableStore } from "./table-store.suite.js";

describeTableStore("the memory table store", createMemoryTableStore);

it("forgets the tables that ended first when it keeps too many", async () => {
  const store = createMemoryTableStore({ keepEnded: 2, newsMs: 0 });
  for (const id of ["a", "b", "c"]) {
    await store.create(id, { phase: "waiting", host: { uid: id, name: id }, ticket: "s" });
    await store.update(id, 1, { phase: "closed" });
  }
  expect(await store.get("a")).toBeUndefined();
  expect((await store.get("b"))?.state.phase).toBe("closed");
  expect((await store.get("c"))?.state.phase).toBe("closed");
  expect(await store.claimDue({ leaseMs: 1, limit: 5 })).toEqual(["b", "c"]);
});
