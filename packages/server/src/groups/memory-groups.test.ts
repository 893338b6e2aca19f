import { createSystemClock, systemError } from "@volley/protocol/internal";
import { describe, expect, it, vi } from "vitest";
import { MemoryGroupRegistry, MemoryRegistryHub } from "../presence/memory-group-registry.js";
import type { GroupStore } from "./group-store.js";
import { describeGroups, type GroupsWorld, makeGroupsNode } from "./groups.suite.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { TestNet } from "./test-net.fixture.js";

function memoryWorld(store: GroupStore = new MemoryGroupStore(createSystemClock())): GroupsWorld {
  const clock = createSystemClock();
  const hub = new MemoryRegistryHub();
  return {
    ports: (node, leaseMs) => ({ store, registry: new MemoryGroupRegistry({ hub, clock, node, leaseMs }) }),
    size: async () => hub.groups.size + ((await store.members("g")) === undefined ? 0 : 1),
  };
}

describe("in memory", () => {
  describeGroups(memoryWorld);

  it("a change that may have been made is looked for on all nodes", async () => {
    const store = new MemoryGroupStore(createSystemClock());
    const lossy: GroupStore = {
      ...{ create: store.create.bind(store), members: store.members.bind(store), groupsOf: store.groupsOf.bind(store) },
      add: async (group: string, uid: string) => {
        await store.add(group, uid);
        throw systemError("UNAVAILABLE", "the answer was lost");
      },
    } as never;
    const [net, world] = [new TestNet(), memoryWorld(lossy)];
    const [x, y] = [await makeGroupsNode("x", net, world), await makeGroupsNode("y", net, world)];
    y.open("1", "ann");
    await store.create("g", {});
    await expect(x.groups.addUser("g", "ann")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await vi.waitFor(() => expect(y.members("g")).toEqual(["1"]));
    for (const { groups } of [x, y]) await groups.close();
  });
});
