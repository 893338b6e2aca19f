import { toUtf8 } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import { CHANNEL, DiscoveryRig, nodeInfo, type StoreUnderTest } from "./discovery-rig.fixture.js";

/** What discovery does on every store. */
export function discoverySuite(store: () => StoreUnderTest): void {
  let rig: DiscoveryRig;
  beforeEach(() => {
    rig = new DiscoveryRig(store());
  });
  afterEach(() => rig.close());

  /** Two nodes that know each other. */
  async function pair(leaseOfB = 60_000) {
    const a = rig.node("a");
    const b = rig.node("b", { leaseMs: leaseOfB });
    await a.join();
    await b.join();
    await until(() => a.knows() === "a b", "a knows b");
    return { a, b };
  }

  it("makes nodes known to each other within a moment", async () => {
    const { a, b } = await pair();
    expect(b.knows()).toBe("a b");
    expect(a.heard()).toEqual(["joined a", "joined b"]);
    expect(b.discovery.nodes()[1]).toEqual(nodeInfo("b"));
  });

  it("tells of changes within a moment, of the own record too", async () => {
    const { a, b } = await pair();
    const changed = nodeInfo("b", { metadata: { load: "7" }, state: "draining" });
    await b.discovery.update(changed);
    expect(b.changes.at(-1)).toEqual({ type: "changed", node: changed });
    await until(() => a.changes.length === 3, "a hears of the change");
    expect(a.changes.at(-1)).toEqual({ type: "changed", node: changed });
  });

  it("tells of a node that closes within a moment, and the node says nothing more", async () => {
    const { a, b } = await pair();
    await b.discovery.close();
    await until(() => a.knows() === "a", "a hears that b left");
    expect(a.heard().at(-1)).toBe("left b");
    expect(a.discovery.isAlive("b")).toBe(false);
    await a.beat();
    expect(a.knows()).toBe("a");
    expect(b.clock.pending).toBe(0);
    await expect(b.discovery.watch()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });

  it("believes a goodbye rather than a listing that was read before", async () => {
    const { a, b } = await pair();
    let arrive = (): void => {};
    a.store.delay = new Promise((resolve) => {
      arrive = resolve;
    });
    const beat = a.beat();
    // Its listing, with b in it, is on its way.
    await rig.store.pass(2);
    await b.discovery.close();
    await until(() => a.knows() === "a", "a hears the goodbye");
    arrive();
    await beat;
    expect(a.heard()).toEqual(["joined a", "joined b", "left b"]);
  });

  it("keeps a node as long as it renews, and lets it go after its lease", async () => {
    const { a, b } = await pair(400);
    const c = rig.node("c");
    await c.join();
    await b.beat();
    await a.beat();
    await until(() => a.knows() === "a b c", "b renewed its record");
    await b.discovery.abandon();
    await rig.store.pass(401);
    await a.beat();
    await until(() => a.knows() === "a c", "a finds that b is gone");
    await until(() => c.knows() === "a c", "c hears of it before its own heartbeat");
    expect(a.discovery.isAlive("b")).toBe(false);
  });

  it("doesn't care about the nodes' own clocks", async () => {
    const early = rig.node("early", { startedAt: Date.UTC(2026, 0, 1) });
    const late = rig.node("late", { startedAt: Date.UTC(2026, 0, 1, 0, 20) });
    await early.join();
    await late.join();
    await late.beat();
    await early.beat();
    await until(() => early.knows() === "early late", "they know each other");
    expect([early.heard(), late.heard()].flat().filter((each) => each.startsWith("left"))).toEqual([]);
  });

  it("makes up for lost news with the next heartbeat", async () => {
    const { a, b } = await pair();
    a.bus.set(false);
    await b.discovery.update(nodeInfo("b", { state: "draining" }));
    expect(a.discovery.nodes()[1]?.state).toBe("ready");
    await a.beat();
    await until(() => a.discovery.nodes()[1]?.state === "draining", "a sees the change");
  });

  it("looks at once when the bus is up again", async () => {
    const { a, b } = await pair();
    a.bus.set(false);
    await b.discovery.update(nodeInfo("b", { state: "draining" }));
    a.bus.set(true);
    await until(() => a.discovery.nodes()[1]?.state === "draining", "a sees the change");
  });

  it("lets somebody watch who isn't one of the nodes", async () => {
    const { a } = await pair();
    const emitter = rig.node("emitter");
    await emitter.discovery.watch();
    expect(emitter.knows()).toBe("a b");
    await emitter.beat();
    await a.beat();
    expect(a.knows()).toBe("a b");
    await a.discovery.update(nodeInfo("a", { state: "draining" }));
    await until(() => emitter.discovery.nodes()[0]?.state === "draining", "the watcher sees the change");
    await expect(emitter.discovery.update(nodeInfo("emitter"))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("takes a node that it never heard of for alive until it has looked", async () => {
    const { a } = await pair();
    expect(a.discovery.isAlive("ghost")).toBe(true);
    await until(() => !a.discovery.isAlive("ghost"), "a looked for the ghost");
    const late = rig.node("late");
    a.bus.set(false);
    await late.join();
    expect(a.discovery.isAlive("late")).toBe(true);
    await until(() => a.knows() === "a b late", "a looked for the late node");
  });

  it("refuses a record that others couldn't read, and too much metadata", async () => {
    const { discovery } = rig.node("a");
    const bad = { code: "BAD_REQUEST" };
    await expect(discovery.join(nodeInfo("a b"))).rejects.toMatchObject(bad);
    await expect(discovery.join(nodeInfo("a", { metadata: { x: "y".repeat(4_096) } }))).rejects.toMatchObject(bad);
    await discovery.join(nodeInfo("a"));
    await expect(discovery.join(nodeInfo("a"))).rejects.toMatchObject(bad);
    await expect(discovery.update(nodeInfo("a", { type: "" }))).rejects.toMatchObject(bad);
    expect(discovery.nodes()).toEqual([nodeInfo("a")]);
  });

  it("drops garbage on the channel, and counts it", async () => {
    const { a } = await pair();
    const garbage = [
      "",
      "{",
      "[]",
      "null",
      '{"type":"left"}',
      '{"type":"left","from":7}',
      '{"type":"look","from":"{"}',
    ];
    const bus = rig.hub.bus(recordingLogger());
    for (const each of garbage) await bus.publish(CHANNEL, toUtf8(each));
    await bus.publish(CHANNEL, new Uint8Array([0xff, 0xfe]));
    await bus.publish(CHANNEL, toUtf8(JSON.stringify({ type: "look", x: "y".repeat(1_000) })));
    await until(() => a.discovery.dropped === garbage.length + 2, "all of it is dropped");
    expect(a.knows()).toBe("a b");
  });

  it("finds a node again that somebody said had left", async () => {
    const { a } = await pair();
    await rig.hub.bus(recordingLogger()).publish(CHANNEL, toUtf8('{"type":"left","from":"b"}'));
    await until(() => a.knows() === "a", "a believes it");
    await a.beat();
    await until(() => a.knows() === "a b", "a finds out");
  });

  it("leaves out what only a newer version understands", async () => {
    const { a } = await pair();
    const newer = rig.store.connect(a.clock);
    const text = JSON.stringify({ ...nodeInfo("newer"), zone: "eu" });
    await newer.renew({ id: "newer", text, leaseMs: 60_000 });
    const strange = JSON.stringify({ ...nodeInfo("strange"), role: "gateway" });
    await newer.renew({ id: "strange", text: strange, leaseMs: 60_000 });
    await newer.renew({ id: "liar", text: JSON.stringify(nodeInfo("a")), leaseMs: 60_000 });
    await a.beat();
    await until(() => a.knows() === "a b newer", "a sees the newer node");
    expect(a.discovery.nodes()[2]).toEqual(nodeInfo("newer"));
    expect(a.discovery.dropped).toBeGreaterThanOrEqual(2);
  });

  describe("when the store can't be reached", () => {
    it("doesn't join, and may be told to again", async () => {
      const a = rig.node("a");
      a.store.up = false;
      await expect(a.join()).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(a.clock.pending).toBe(0);
      expect(await rig.hub.bus(recordingLogger()).publish(CHANNEL, toUtf8("is anybody there?"))).toBe(0);
      a.store.up = true;
      await a.join();
      expect(a.knows()).toBe("a");
    });

    it("keeps the last known nodes, and stores what changed as soon as it can", async () => {
      const { a, b } = await pair();
      for (const each of [a, b]) each.store.up = false;
      await b.discovery.update(nodeInfo("b", { state: "draining" }));
      for (let n = 0; n < 6; n++) await a.beat();
      expect(a.knows()).toBe("a b");
      expect(a.logger.lines.filter(({ level }) => level === "warn").length).toBe(1);
      for (const each of [a, b]) each.store.up = true;
      await b.clock.advance(1_000);
      await until(() => a.discovery.nodes()[1]?.state === "draining", "a sees the change");
      expect(a.heard()).toEqual(["joined a", "joined b", "changed b"]);
    });

    it("gives the others a lease to come back before it takes them for gone", async () => {
      const { a, b } = await pair();
      for (const each of [a, b]) each.store.up = false;
      await a.beat();
      await rig.store.connect(a.clock).remove("b");
      a.store.up = true;
      await a.beat(1_000);
      expect(a.logger.lines.at(-1)?.message).toBe("nodes can be looked up again");
      expect(a.knows()).toBe("a b");
      b.store.up = true;
      await b.beat();
      await a.beat(60_000);
      expect(a.heard()).toEqual(["joined a", "joined b"]);
    });

    it("takes those for gone who don't come back in that time", async () => {
      const { a, b } = await pair();
      a.store.up = false;
      await b.discovery.abandon();
      await a.beat();
      await rig.store.connect(a.clock).remove("b");
      a.store.up = true;
      await a.beat(1_000);
      for (let n = 0; n < 2; n++) await a.beat();
      expect(a.knows()).toBe("a b");
      await a.beat();
      expect(a.knows()).toBe("a");
    });

    it("closes all the same, in bounded time", async () => {
      const { b } = await pair();
      b.store.up = false;
      await b.discovery.close();
      expect(b.clock.pending).toBe(0);
    });
  });

  it("registers again when it slept longer than its lease", async () => {
    const { a, b } = await pair(400);
    await rig.store.pass(401);
    await a.beat();
    // The news that b is gone reach b too.
    await until(() => b.discovery.nodes().length === 2 && a.knows() === "a b", "b is back");
    expect(a.heard().slice(-2)).toEqual(["left b", "joined b"]);
    expect(b.heard().filter((each) => each.startsWith("left"))).toEqual([]);
  });
}
