import { beforeEach, describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { type TestStore, testStore } from "../redis/test-store.fixture.js";
import { LONG } from "./group-store.suite.js";
import { RedisGroupStore } from "./redis-group-store.js";

describe.skipIf(redisMissing)("garbage where groups of users are kept", () => {
  const makeStore = testStore();
  let parts: TestStore;
  let store: RedisGroupStore;
  beforeEach(() => {
    parts = makeStore();
    store = new RedisGroupStore(parts);
  });

  const uids = async (): Promise<string> => [...((await store.members("g"))?.uids ?? ["no group"])].sort().join();
  const groups = async (uid: string): Promise<string> =>
    (await store.groupsOf(uid))
      .map(({ group }) => group)
      .sort()
      .join();

  describe.each(["a string", "a hash that is no group"])("%s instead of a group", (what) => {
    beforeEach(async () => {
      const { client, keys } = parts;
      await store.create("h", {});
      await store.create("g", {});
      for (const group of ["g", "h"]) await store.add(group, "ann");
      await client.del(keys.group("g"));
      if (what === "a string") await client.set(keys.group("g"), "garbage");
      else await client.hset(keys.group("g"), "garbage", "garbage");
    });

    it.each(["members", "add", "remove", "renew", "delete", "removeAll"] as const)(
      "is no group for %s",
      async (call) => {
        if (call === "members") expect(await store.members("g")).toBeUndefined();
        else await expect(store[call]("g", "ann")).rejects.toMatchObject({ code: "NOT_FOUND" });
      },
    );

    it("doesn't keep a group from being made, nor its users from their other groups", async () => {
      expect(await groups("ann")).toBe("h");
      await store.create("g", {});
      await store.add("g", "bob");
      expect(await uids()).toBe("bob");
      expect(await groups("bob")).toBe("g");
    });
  });

  it.each(["", "x", "5", "5 x", "-1 0", `${"9".repeat(20)} 0`])(
    "a group that says %j of itself keeps its members, and goes on for as long as it had",
    async (mark) => {
      const { client, keys } = parts;
      for (const [group, ttlMs] of [["g"], ["h", LONG]] as const) {
        await store.create(group, { ttlMs });
        await store.add(group, "ann");
        await client.hset(keys.group(group), "", mark);
        await store.add(group, "bob");
        await client.hset(keys.group(group), "", mark);
        await expect(store.create(group, {})).rejects.toMatchObject({ code: "CONFLICT" });
      }
      expect(await uids()).toBe("ann,bob");
      expect(await groups("bob")).toBe("g,h");
      await expect(store.renew("g")).rejects.toMatchObject({ code: "CONFLICT" });
      await store.renew("h");
      expect(await client.pttl(keys.group("h"))).toBeGreaterThan(LONG / 2);
      expect(await client.pttl(keys.group("g"))).toBe(-1);
      await store.remove("g", "ann");
      await store.removeAll("h");
      expect([await uids(), await groups("ann")]).toEqual(["bob", ""]);
    },
  );

  it("an end of what is covered that lies too far away is corrected by the next renewal", async () => {
    const { client, keys } = parts;
    await store.create("g", { ttlMs: LONG });
    await store.add("g", "ann");
    await client.hset(keys.group("g"), "", `${LONG} ${"9".repeat(15)}`);
    await store.renew("g");
    const [, covered] = ((await client.hget(keys.group("g"), "")) ?? "").split(" ");
    expect(Number(covered)).toBeLessThan(Date.now() + 3 * LONG);
  });

  it("members that can't be users are nobody", async () => {
    await store.create("g", {});
    await store.add("g", "ann");
    await parts.client.hset(parts.keys.group("g"), { "\u0000{]": "", "a b": "x" });
    expect(await uids()).toBe("ann");
    expect(await store.delete("g")).toEqual(["ann"]);
  });

  it.each(["a string", "a list"])("%s instead of a user's index is gone when the user is added next", async (what) => {
    const { client, keys } = parts;
    const index = keys.userGroups("ann");
    if (what === "a string") await client.set(index, "garbage");
    else await client.rpush(index, "garbage");
    expect(await groups("ann")).toBe("");
    await store.create("g", {});
    await store.add("g", "ann");
    expect(await groups("ann")).toBe("g");
  });

  it.each(["", "garbage", "x 5", `${"9".repeat(20)} token`])(
    "an entry %j in a user's index is struck",
    async (entry) => {
      const { client, keys } = parts;
      const index = keys.userGroups("ann");
      await client.hset(index, { never: entry, "\u0000{]": entry });
      await store.create("g", { ttlMs: LONG });
      await store.add("g", "ann");
      expect(await client.hkeys(index)).toEqual(["g"]);
      await client.hset(index, "never", entry);
      expect(await groups("ann")).toBe("g");
      expect(await client.hkeys(index)).toEqual(["g"]);
      expect(await client.pttl(index)).toBeGreaterThan(0);
    },
  );
});
