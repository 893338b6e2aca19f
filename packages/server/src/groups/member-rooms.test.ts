import { beforeEach, describe, expect, it } from "vitest";
import { type MemberWorld, makeMemberWorld } from "./member-rooms.fixture.js";

describe("member rooms of several nodes", () => {
  let w: MemberWorld;
  beforeEach(async () => {
    w = await makeMemberWorld();
  });

  it("a user's sessions on all nodes are taken in and out, wherever that is asked for", async () => {
    const { x, y, z, settle, add, remove } = w;
    for (const [node, id] of [
      [x, "1"],
      [y, "2"],
      [y, "3"],
    ] as const)
      node.open(id, "ann");
    y.open("4", "bob");
    await add(z);
    await settle();
    expect([x.members("g"), y.members("g")]).toEqual([["1"], ["2", "3"]]);
    await remove(x);
    await settle();
    expect([x.members("g"), y.members("g")]).toEqual([[], []]);
  });

  it("a push right behind the adding reaches the user's sessions on all nodes", async () => {
    const { slow, x, y, settle, add } = w;
    y.open("1", "ann");
    const release = slow.hold();
    await add(x);
    x.push("g", 1);
    await settle();
    expect(y.got.get("1")).toEqual([1]);
    release();
    await settle();
    expect(y.members("g")).toEqual(["1"]);
  });

  it("a push right behind the removal reaches none of them, nor one behind a deletion", async () => {
    const { store, slow, x, y, settle, add, remove } = w;
    for (const [id, uid] of [
      ["1", "ann"],
      ["2", "bob"],
    ] as const) {
      y.open(id, uid);
      await add(x, uid);
    }
    await settle();
    const release = slow.hold();
    await remove(x);
    x.push("g", 1);
    await store.delete("g");
    await x.member.emptied("g");
    x.push("g", 2);
    await settle();
    expect([y.got.get("1"), y.got.get("2")]).toEqual([[], [1]]);
    release();
  });

  it("a session that is bound gets into the groups of its user, and out again when it isn't after all", async () => {
    const { x, y, add } = w;
    await add(x);
    const session = y.open("1", "ann");
    await y.member.bound("ann");
    expect(y.members("g")).toEqual(["1"]);
    y.sessions.unbind(session, "ann");
    await y.member.unbound("1");
    expect(y.members("g")).toEqual([]);
  });

  it("what happened while the bus was down is made up for when it is up again", async () => {
    const { net, store, x, y, settle, add, remove } = w;
    await store.create("h", {});
    await add(x, "ann", "h");
    for (const id of ["1", "2"]) y.open(id, "ann");
    await y.member.bound("ann");
    net.setUp("y", false);
    await remove(x, "ann", "h");
    await add(x);
    await settle();
    expect([y.members("g"), y.members("h")]).toEqual([[], ["1", "2"]]);
    net.setUp("y", true);
    await settle();
    expect([y.members("g"), y.members("h")]).toEqual([["1", "2"], []]);
  });

  it("many users are read in batches, and as often as it takes", async () => {
    const { net, clock, slow, x, y, settle, add, remove } = w;
    for (let n = 0; n < 250; n++) y.open(`${n}`, `u${n}`);
    await add(x, "u249");
    await settle();
    slow.reads = 0;
    slow.down = true;
    net.setUp("y", false);
    net.setUp("y", true);
    await settle();
    expect(slow.reads).toBe(100);
    await remove(x, "u249");
    slow.down = false;
    await clock.advance(1_000);
    await clock.advance(1_000);
    expect(y.members("g")).toEqual([]);
  });

  it("a store that can't be reached doesn't keep a session out; its groups follow when it can", async () => {
    const { clock, slow, x, y, add } = w;
    await add(x);
    slow.down = true;
    y.open("1", "ann");
    await y.member.bound("ann");
    expect(y.members("g")).toEqual([]);
    await clock.advance(1_000);
    slow.down = false;
    await clock.advance(1_000);
    expect(y.members("g")).toEqual(["1"]);
  });

  it("a group whose time is over is left on every node, and not before, if it was renewed elsewhere", async () => {
    const { clock, store, x, y, z, add } = w;
    await store.create("short", { ttlMs: 1_000 });
    y.open("1", "ann");
    x.open("2", "bob");
    await add(x, "ann", "short");
    await add(z, "bob", "short");
    await clock.advance(999);
    await store.renew("short");
    await clock.advance(999);
    expect([y.members("short"), x.members("short")]).toEqual([["1"], ["2"]]);
    await clock.advance(1);
    expect([y.members("short"), x.members("short")]).toEqual([[], []]);
    expect(clock.pending).toBe(0);
  });

  it("garbage on the channel does nothing", async () => {
    const { slow, z, settle } = w;
    const { bus, keys } = z.parts;
    for (const text of ["", "{", "null", "[]", '{"from":1}', '{"from":"z","group":"g","uid":5,"done":true}']) {
      await bus.publish(keys.groupNews, Buffer.from(text));
    }
    slow.reads = 0;
    await settle();
    expect(slow.reads).toBe(0);
  });

  it("ends its timers", async () => {
    const { clock, store, slow, x, y, z, add } = w;
    await store.create("short", { ttlMs: 1_000 });
    y.open("1", "ann");
    await add(x, "ann", "short");
    slow.down = true;
    await y.member.bound("ann");
    y.member.close();
    for (const each of [store, x.member, z.member]) each.close();
    expect(clock.pending).toBe(0);
  });
});
