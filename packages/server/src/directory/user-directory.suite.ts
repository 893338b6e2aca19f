import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import { DirectoryRig, of, type StoreUnderTest } from "./directory-rig.fixture.js";

const unavailable = { code: "UNAVAILABLE" };

/** What the user directory does on every store. */
export function userDirectorySuite(store: () => StoreUnderTest): void {
  let rig: DirectoryRig;
  beforeEach(() => {
    rig = new DirectoryRig(store());
  });
  afterEach(() => rig.close());

  it("knows the sessions of a user wherever they are, the oldest first", async () => {
    const [a, b] = [rig.node("a"), rig.node("b", { type: "tables" })];
    const { fence } = await b.directory.bind(of("s2"), "none");
    const second = await a.directory.bind(of("s1"), "none");
    expect(second).toEqual({ fence: expect.any(Number), replaced: [] });
    expect(second.fence).toBeGreaterThan(fence);
    expect(await a.directory.lookup(["ann", "bob"])).toEqual([
      [
        { session: "s2", node: "b", type: "tables", connected: true, fence },
        { session: "s1", node: "a", type: "web", connected: true, fence: second.fence },
      ],
      [],
    ]);
  });

  it("answers many users in their order", async () => {
    const a = rig.node("a");
    const uids = Array.from({ length: 300 }, (_, n) => `u${n}`);
    await Promise.all(uids.map((uid) => a.directory.bind(of(`s-${uid}`, uid), "none")));
    const found = await a.directory.lookup(["nobody", ...uids.toReversed()]);
    expect(found.map((list) => list[0]?.session)).toEqual([undefined, ...uids.toReversed().map((uid) => `s-${uid}`)]);
  });

  it("refuses names that are none", async () => {
    const { directory } = rig.node("a");
    await expect(directory.bind(of("s1", "a}b"), "none")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(directory.bind(of("s 1"), "none")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await expect(directory.lookup(["{x}"])).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("gives higher and higher fences, also after all of a user's sessions are gone", async () => {
    const [a, b] = [rig.node("a"), rig.node("b")];
    const fences: number[] = [];
    for (const node of [a, b, a, b]) {
      fences.push((await node.directory.bind(of("s1"), "none")).fence);
      await node.directory.unbind(of("s1"));
    }
    expect(fences).toEqual([...new Set(fences)].sort((x, y) => x - y));
  });

  it("says which session was the user's last", async () => {
    const [a, b] = [rig.node("a"), rig.node("b")];
    await a.directory.bind(of("s1"), "none");
    await a.directory.bind(of("s2"), "none");
    await b.directory.bind(of("s3"), "none");
    expect(await a.directory.unbind(of("s1"))).toEqual({ last: false });
    expect(await a.directory.unbind(of("s2"))).toEqual({ last: false });
    expect(await b.directory.unbind(of("s3"))).toEqual({ last: true });
    expect(await b.directory.unbind(of("s3"))).toEqual({ last: true });
  });

  it("shows everybody whether a session has a connection", async () => {
    const [a, b] = [rig.node("a"), rig.node("b")];
    await a.directory.bind(of("s1"), "none");
    await a.directory.setConnected(of("s1"), false);
    expect((await b.directory.lookup(["ann"]))[0]?.[0]?.connected).toBe(false);
    await a.renew();
    expect((await b.directory.lookup(["ann"]))[0]?.[0]?.connected).toBe(false);
    await a.directory.setConnected(of("s1"), true);
    expect((await b.directory.lookup(["ann"]))[0]?.[0]?.connected).toBe(true);
    await a.directory.setConnected(of("unknown"), true);
    expect(await b.sees()).toBe("s1@a");
  });

  describe("with unique sessions", () => {
    it("takes out the older ones and names them, and their late close changes nothing", async () => {
      const [a, b] = [rig.node("a"), rig.node("b", { type: "tables" })];
      const first = await a.directory.bind(of("s1"), "all");
      const second = await b.directory.bind(of("s2"), "all");
      expect(second.replaced).toEqual([{ session: "s1", node: "a", type: "web", connected: true, fence: first.fence }]);
      expect(await a.sees()).toBe("s2@b");
      expect(await a.directory.unbind(of("s1"))).toEqual({ last: false });
      expect(await a.sees()).toBe("s2@b");
      expect(await b.directory.unbind(of("s2"))).toEqual({ last: true });
    });

    it("takes out only those on nodes of the same type, if told so", async () => {
      const [a, b, c] = [rig.node("a"), rig.node("b", { type: "tables" }), rig.node("c")];
      await a.directory.bind(of("s1"), "type");
      await b.directory.bind(of("s2"), "type");
      const { replaced } = await c.directory.bind(of("s3"), "type");
      expect(replaced.map(({ session }) => session)).toEqual(["s1"]);
      expect(await a.sees()).toBe("s2@b s3@c");
    });

    it("replaces a session on the same node, which isn't entered again", async () => {
      const a = rig.node("a");
      await a.directory.bind(of("s1"), "all");
      const { replaced } = await a.directory.bind(of("s2"), "all");
      expect(replaced.map(({ session }) => session)).toEqual(["s1"]);
      await a.renew();
      expect(await a.sees()).toBe("s2@a");
      expect(a.replaced).toEqual([]);
    });

    it("tells a node of a replaced session at the next renewal, if nobody else did", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "all");
      await b.directory.bind(of("s2"), "all");
      await a.renew();
      expect(a.replaced).toEqual([of("s1")]);
      await a.renew();
      expect(a.replaced.length).toBe(1);
      expect(await a.sees()).toBe("s2@b");
    });

    it("leaves exactly one of two that come at once", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      const uids = Array.from({ length: 2_000 }, (_, n) => `u${n}`);
      const bindAll = (node: typeof a, session: string) =>
        Promise.all(uids.map((uid) => node.directory.bind(of(session, uid), "all")));
      const [ofA, ofB] = await Promise.all([bindAll(a, "sa"), bindAll(b, "sb")]);
      const [seenByA, seenByB] = await Promise.all([a.directory.lookup(uids), b.directory.lookup(uids)]);
      expect(seenByA).toEqual(seenByB);
      const wrong = uids.filter((_, n) => {
        const [one, other] = [ofA[n], ofB[n]];
        const aWon = (one?.fence ?? 0) > (other?.fence ?? 0);
        const [winner, loser] = aWon ? ["sa", "sb"] : ["sb", "sa"];
        const replaced = (aWon ? one : other)?.replaced.map(({ session }) => session);
        const nobody = (aWon ? other : one)?.replaced.length;
        const survivors = seenByA[n]?.map(({ session }) => session);
        return survivors?.join() !== winner || replaced?.join() !== loser || nobody !== 0;
      });
      expect(wrong).toEqual([]);
      for (const { store } of [a, b]) expect(store.most).toBeLessThanOrEqual(256);
    });

    it("lets a session move to another node, where its old node can't take it out", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "none");
      await b.directory.bind(of("s1"), "none");
      await a.renew();
      expect(a.replaced).toEqual([of("s1")]);
      await a.directory.unbind(of("s1"));
      expect(await a.sees()).toBe("s1@b");
    });

    it("lets a session move away and back, whatever the node between says late", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "none");
      a.directory.release(of("s1"));
      await b.directory.bind(of("s1"), "none");
      b.directory.release(of("s1"));
      await a.directory.bind(of("s1"), "none");
      await b.directory.unbind(of("s1"));
      for (const node of [b, a]) await node.renew();
      expect([await b.sees(), a.replaced, b.replaced]).toEqual(["s1@a", [], []]);
    });

    it("takes a session out that was let go, and that nobody took", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "none");
      a.directory.release(of("s1"));
      expect(await b.sees()).toBe("s1@a");
      await a.renew();
      expect(await b.sees()).toBe("");
    });
  });

  describe("when a node is gone", () => {
    it("lets its sessions go after the lease, and only those", async () => {
      const [a, b] = [rig.node("a"), rig.node("b", { leaseMs: 300 })];
      await a.directory.bind(of("s1"), "none");
      await b.directory.bind(of("s2"), "none");
      await b.directory.abandon();
      await b.renew();
      await a.renew();
      await rig.store.pass(301);
      expect(await a.sees()).toBe("s1@a");
      expect(await a.directory.unbind(of("s1"))).toEqual({ last: true });
      await expect(b.directory.bind(of("s3"), "none")).rejects.toMatchObject(unavailable);
    });

    it("doesn't count it from the moment that is known, and clears its entries away", async () => {
      const [a, b, c] = [rig.node("a"), rig.node("b"), rig.node("c")];
      await a.directory.bind(of("s1"), "none");
      await b.directory.bind(of("s2"), "none");
      rig.dead.add("b");
      expect(await a.sees()).toBe("s1@a");
      await until(() => a.store.running === 0, "they are cleared away");
      rig.dead.delete("b");
      expect(await c.sees()).toBe("s1@a");
      await b.renew();
      expect(await c.sees()).toBe("s1@a s2@b");
      rig.dead.add("b");
      expect((await a.directory.bind(of("s3"), "all")).replaced.map(({ session }) => session)).toEqual(["s1"]);
      expect(await a.directory.unbind(of("s3"))).toEqual({ last: true });
    });

    it("keeps what it renewed while somebody took it for gone", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await b.directory.bind(of("s1"), "none");
      const store = rig.store.connect();
      const read = await store.list("ann");
      await rig.store.pass(2);
      await b.renew();
      await store.forget("ann", read);
      expect(await a.sees()).toBe("s1@b");
    });

    it("has its sessions again when it only slept, but not those that were replaced meanwhile", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "all");
      await a.directory.bind(of("s2", "bob"), "all");
      await rig.lose("ann");
      await rig.lose("bob");
      expect(await b.sees("bob")).toBe("");
      expect((await b.directory.bind(of("s3"), "all")).replaced).toEqual([]);
      await a.renew();
      expect(a.replaced).toEqual([of("s1")]);
      expect([await b.sees(), await b.sees("bob")]).toEqual(["s3@b", "s2@a"]);
    });

    it("takes its sessions out when it closes, and ends its timers", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await b.directory.bind(of("s2"), "none");
      for (let n = 0; n < 200; n++) await a.directory.bind(of(`s${n}`, `u${n}`), "none");
      await a.directory.bind(of("s1"), "none");
      const late = a.directory.bind(of("s3"), "none");
      await Promise.all([a.directory.close(), late.catch(() => {})]);
      expect([await b.sees(), await b.sees("u7"), await b.sees("u199")]).toEqual(["s2@b", "", ""]);
      expect(a.clock.pending).toBe(0);
      await expect(a.directory.bind(of("s4"), "none")).rejects.toMatchObject(unavailable);
    });
  });

  describe("when the store can't be reached", () => {
    it("rejects, and enters everything again at once when the bus is up again", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "none");
      await a.directory.bind(of("s2"), "none");
      a.store.status = "down";
      await expect(a.directory.bind(of("s3"), "none")).rejects.toMatchObject(unavailable);
      await expect(a.directory.unbind(of("s2"))).rejects.toMatchObject(unavailable);
      await expect(a.directory.setConnected(of("s1"), false)).rejects.toMatchObject(unavailable);
      await expect(a.directory.lookup(["ann"])).rejects.toMatchObject(unavailable);
      await rig.lose();
      expect(await b.sees()).toBe("");
      a.store.status = "up";
      await a.busUp();
      expect(await b.sees()).toBe("s1@a");
      expect((await b.directory.lookup(["ann"]))[0]?.[0]?.connected).toBe(false);
    });

    it("takes out later what it couldn't take out then", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await a.directory.bind(of("s1"), "none");
      a.store.status = "down";
      await expect(a.directory.unbind(of("s1"))).rejects.toMatchObject(unavailable);
      await a.renew();
      expect(a.logger.lines.map(({ level }) => level)).toEqual(["warn"]);
      a.store.status = "up";
      await a.clock.advance(1_000);
      await until(() => a.logger.lines.length === 2, "a could write again");
      expect(await b.sees()).toBe("");
    });

    it("takes out a session whose binding it reported as failed", async () => {
      const [a, b] = [rig.node("a"), rig.node("b")];
      await b.directory.bind(of("s2"), "none");
      a.store.status = "silent";
      await expect(a.directory.bind(of("s1"), "none")).rejects.toMatchObject(unavailable);
      a.store.status = "up";
      expect(await b.sees()).toBe("s2@b s1@a");
      await a.renew();
      expect(await b.sees()).toBe("s2@b");
    });

    it("closes all the same, in bounded time", async () => {
      const a = rig.node("a");
      await a.directory.bind(of("s1"), "none");
      a.store.status = "down";
      await a.directory.close();
      expect(a.clock.pending).toBe(0);
    });
  });

  it("doesn't let a renewal undo a binding that is under way", async () => {
    const [a, b] = [rig.node("a"), rig.node("b")];
    await a.directory.bind(of("s0"), "none");
    const bindings = Array.from({ length: 50 }, (_, n) => a.directory.bind(of(`s${n + 1}`), "none"));
    await a.renew();
    await Promise.all(bindings);
    expect((await b.directory.lookup(["ann"]))[0]?.length).toBe(51);
  });
}
