import { beforeEach, describe, expect, it } from "vitest";
import { type MemberWorld, makeMemberWorld } from "./member-rooms.fixture.js";

describe("member rooms, when things happen at the same time", () => {
  let w: MemberWorld;
  beforeEach(async () => {
    w = await makeMemberWorld();
  });

  describe.each(["in time", "late"])("when news comes %s", (news) => {
    /** Binds a session on y; while its groups are being read something changes. Lets news come that is late. */
    async function bindDuring(change: () => Promise<void>): Promise<() => Promise<void>> {
      const { net, slow, y, settle } = w;
      y.open("1", "ann");
      const answer = slow.hold();
      const bound = y.member.bound("ann");
      await settle();
      const release = news === "late" ? net.hold("x", { behindRooms: true }) : (): void => {};
      await change();
      await settle();
      answer();
      await bound;
      await settle();
      return async () => {
        release();
        await settle();
      };
    }

    it("a session that binds while its user is being added gets in, and misses no push", async () => {
      const { x, y, z, settle, add } = w;
      const newsComes = await bindDuring(() => add(x));
      z.push("g", 1);
      await newsComes();
      z.push("g", 2);
      await settle();
      expect(y.got.get("1")).toEqual([1, 2]);
    });

    it("a session that binds while its user is being removed gets out, and gets no push after that", async () => {
      const { x, y, z, settle, add, remove } = w;
      await add(x);
      await settle();
      const newsComes = await bindDuring(() => remove(x));
      z.push("g", 1);
      await newsComes();
      z.push("g", 2);
      await settle();
      expect(y.got.get("1")).toEqual([]);
    });

    it("a session that binds while the group is deleted stays out, and gets no push after that", async () => {
      const { store, x, y, z, settle, add } = w;
      await add(x);
      await settle();
      const newsComes = await bindDuring(async () => {
        await store.delete("g");
        await x.member.emptied("g");
      });
      z.push("g", 1);
      await newsComes();
      expect(y.got.get("1")).toEqual([]);
      expect(y.members("g")).toEqual([]);
    });
  });

  it("changes of two nodes that arrive in the wrong order end as the store has it", async () => {
    const { net, x, y, z, settle, add, remove } = w;
    await add(x);
    y.open("1", "ann");
    await y.member.bound("ann");
    const release = net.hold("x");
    await remove(x);
    await add(z);
    await settle();
    release();
    await settle();
    expect(y.members("g")).toEqual(["1"]);
  });

  it("a node that learns late that it added a user looks whether that is still so", async () => {
    const { store, x, z, settle, remove } = w;
    x.open("1", "ann");
    await store.add("g", "ann");
    await remove(z);
    await settle();
    await x.member.added("g", "ann");
    await settle();
    expect(x.members("g")).toEqual([]);
  });

  it("a group that was deleted and made again elsewhere keeps its new users", async () => {
    const { net, store, x, y, z, settle, add } = w;
    await add(x, "bob");
    y.open("1", "ann");
    const release = net.hold("x");
    await store.delete("g");
    await x.member.emptied("g");
    await store.create("g", {});
    await add(z);
    await settle();
    expect(y.members("g")).toEqual(["1"]);
    release();
    await settle();
    expect(y.members("g")).toEqual(["1"]);
  });
});
