import { ManualClock, systemError } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import type { GroupStore } from "./group-store.js";
import { MemberRooms } from "./member-rooms.js";
import { MemoryGroupStore } from "./memory-group-store.js";
import { TestNet } from "./test-net.fixture.js";
import { TestNode } from "./test-node.fixture.js";

/** A node's view of a store, whose answers a test can hold up, and which can be out of reach. */
class SlowStore {
  readonly view: GroupStore;
  reads = 0;
  down = false;
  #gate = Promise.resolve();

  constructor(store: GroupStore) {
    const read = async <T>(work: () => Promise<T>): Promise<T> => {
      this.reads++;
      if (this.down) throw systemError("UNAVAILABLE", "out of reach");
      const answer = await work();
      await this.#gate;
      return answer;
    };
    const view: Pick<GroupStore, "groupsOf" | "members"> = {
      groupsOf: (uid) => read(() => store.groupsOf(uid)),
      members: (group) => read(() => store.members(group)),
    };
    this.view = view as GroupStore;
  }

  /** Holds up answers that were read before the function returned is called. */
  hold(): () => void {
    let release = (): void => {};
    this.#gate = new Promise((resolve) => {
      release = () => {
        this.#gate = Promise.resolve();
        resolve();
      };
    });
    return () => release();
  }
}

describe("member rooms of several nodes", () => {
  let net: TestNet;
  let clock: ManualClock;
  let store: MemoryGroupStore;
  let slow: SlowStore;
  let [x, y, z] = [] as unknown as readonly [Node, Node, Node];
  type Node = TestNode & { readonly member: MemberRooms };

  async function makeNode(name: string, view: GroupStore): Promise<Node> {
    const node = new TestNode(name, net, clock);
    const member = new MemberRooms({ ...node.parts, store: view });
    await member.start();
    return Object.assign(node, { member });
  }

  beforeEach(async () => {
    [net, clock] = [new TestNet(), new ManualClock()];
    store = new MemoryGroupStore(clock);
    slow = new SlowStore(store);
    [x, y, z] = [await makeNode("x", store), await makeNode("y", slow.view), await makeNode("z", store)];
    await store.create("g", {});
  });

  const settle = (): Promise<void> => clock.advance(0);
  const add = async (node: Node, uid = "ann", group = "g"): Promise<void> => {
    await store.add(group, uid);
    await node.member.added(group, uid);
  };
  const remove = async (node: Node, uid = "ann", group = "g"): Promise<void> => {
    await store.remove(group, uid);
    await node.member.removed(group, uid);
  };

  it("a user's sessions on all nodes are taken in and out, wherever that is asked for", async () => {
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
    await add(x);
    const session = y.open("1", "ann");
    await y.member.bound("ann");
    expect(y.members("g")).toEqual(["1"]);
    y.sessions.unbind(session, "ann");
    await y.member.unbound("1");
    expect(y.members("g")).toEqual([]);
  });

  describe.each(["in time", "late"])("when news comes %s", (news) => {
    /** Binds a session on y; while its groups are being read something changes. Lets news come that is late. */
    async function bindDuring(change: () => Promise<void>): Promise<() => Promise<void>> {
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
      const newsComes = await bindDuring(() => add(x));
      z.push("g", 1);
      await newsComes();
      z.push("g", 2);
      await settle();
      expect(y.got.get("1")).toEqual([1, 2]);
    });

    it("a session that binds while its user is being removed gets out, and gets no push after that", async () => {
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
    x.open("1", "ann");
    await store.add("g", "ann");
    await remove(z);
    await settle();
    await x.member.added("g", "ann");
    await settle();
    expect(x.members("g")).toEqual([]);
  });

  it("a group that was deleted and made again elsewhere keeps its new users", async () => {
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

  it("what happened while the bus was down is made up for when it is up again", async () => {
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
    const { bus, keys } = z.parts;
    for (const text of ["", "{", "null", "[]", '{"from":1}', '{"from":"z","group":"g","uid":5,"done":true}']) {
      await bus.publish(keys.groupNews, Buffer.from(text));
    }
    slow.reads = 0;
    await settle();
    expect(slow.reads).toBe(0);
  });

  it("ends its timers", async () => {
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
