import { describe, expect, it, vi } from "vitest";
import { RedisGroupRegistry } from "../presence/redis-group-registry.js";
import { redisMissing } from "../redis/test-redis.js";
import { type TestStore, testStore } from "../redis/test-store.fixture.js";
import { describeGroups, type GroupsWorld, makeGroupsNode } from "./groups.suite.js";
import { RedisGroupStore } from "./redis-group-store.js";
import { TestNet } from "./test-net.fixture.js";

describe.skipIf(redisMissing)("in Redis", () => {
  const makeStore = testStore();
  const worldOn = (made: TestStore): GroupsWorld => ({
    ports: (node, leaseMs) => ({
      store: new RedisGroupStore(made),
      registry: new RedisGroupRegistry({ ...made, node, leaseMs }),
    }),
    size: made.size,
  });
  describeGroups(() => worldOn(makeStore()));

  it("what is local goes on without Redis; others learn it when Redis is back", { timeout: 20_000 }, async () => {
    const [made, other, net] = [makeStore({ own: true }), makeStore(), new TestNet()];
    const x = await makeGroupsNode("x", net, worldOn({ ...made }));
    const y = await makeGroupsNode("y", net, worldOn({ ...other, keys: made.keys }));
    const [one, two] = [x.open("1", "ann"), x.open("2", "bob")];
    const g = { name: "g", presence: undefined };
    await x.groups.create("g", {});
    await x.groups.join(one, g);
    made.client.disconnect();
    await expect(x.groups.addUser("g", "dan")).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await x.groups.join(two, g);
    await x.groups.leave(one, "g");
    await x.groups.userJoined(two);
    x.groups.sessionsOf("g").forEach(({ id }) => void expect(id).toBe("2"));
    await y.groups.addUser("g", "bob");
    await made.client.connect();
    await vi.waitFor(async () => expect(await y.groups.members("g")).toEqual(["bob"]), { timeout: 15_000 });
    expect(x.members("g")).toEqual(["2"]);
    await Promise.all([x.groups.close(), y.groups.close()]);
  });
});
