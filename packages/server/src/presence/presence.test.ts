import { ManualClock } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { TestNet } from "../groups/test-net.fixture.js";
import { MemoryGroupRegistry, MemoryRegistryHub } from "./memory-group-registry.js";
import { LOBBY, PresenceNode } from "./presence-node.fixture.js";

const LEASE = 30_000;
const GRACE = 5_000;

describe("presence on several nodes", () => {
  let clock: ManualClock;
  let hub: MemoryRegistryHub;
  let net: TestNet;
  let dead: Set<string>;
  let nodes: Map<string, PresenceNode>;

  function makeNode(name: string, graceMs = GRACE): PresenceNode {
    const registry = new MemoryGroupRegistry({ hub, clock, node: name, leaseMs: LEASE });
    const isAlive = (node: string): boolean => !dead.has(node);
    const node = new PresenceNode({ name, registry, clock, bus: net.join(name).bus, graceMs, isAlive });
    nodes.set(name, node);
    return node;
  }
  /** A node ends without a word: nothing that it does reaches anybody any more. */
  function kill(name: string): void {
    const node = nodes.get(name);
    if (node !== undefined) node.registry.state = "down";
    net.setUp(name, false);
  }
  const settle = (): Promise<void> => clock.advance(0);
  const told = (): string[] => [...nodes.values()].flatMap((node) => node.told);

  beforeEach(() => {
    [clock, hub, net, dead, nodes] = [new ManualClock(), new MemoryRegistryHub(), new TestNet(), new Set(), new Map()];
  });

  it("is told by one node, once, when a user comes with two tabs on two nodes and goes again", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    await a.join("1", "ann");
    await b.join("2", "ann");
    expect([await a.present(), await b.present()]).toEqual([["ann"], ["ann"]]);
    await a.leave("1");
    await clock.advance(GRACE);
    expect(told()).toEqual(["joined ann"]);
    await b.leave("2");
    await clock.advance(GRACE - 1);
    expect(told()).toEqual(["joined ann"]);
    await clock.advance(1);
    expect(told()).toEqual(["joined ann", "left ann"]);
    expect(await a.present()).toEqual([]);
  });

  it("doesn't flicker when a user comes back within the grace, on another node", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    await a.join("1", "ann");
    for (let round = 0; round < 5; round++) {
      a.presence.ended("1");
      await clock.advance(GRACE - 1);
      await b.join("2", "ann");
      b.presence.ended("2");
      await clock.advance(GRACE - 1);
      await a.join("1", "ann");
    }
    await clock.advance(2 * LEASE);
    expect(told()).toEqual(["joined ann"]);
  });

  it("ends within the lease for all users of a node that was killed, each told by one node", async () => {
    const [a, b, c] = [makeNode("a"), makeNode("b"), makeNode("c")];
    const users = Array.from({ length: 20 }, (_, n) => `u${n}`);
    for (const uid of users) await c.join(`c-${uid}`, uid);
    await a.join("1", "u0");
    await b.join("2", "bob");
    await clock.advance(LEASE / 2);
    kill("c");
    await clock.advance(LEASE);
    const left = told().filter((text) => text.startsWith("left"));
    expect(left.toSorted()).toEqual(
      users
        .slice(1)
        .map((uid) => `left ${uid}`)
        .toSorted(),
    );
    expect(await a.present()).toEqual(["bob", "u0"]);
  });

  it("ends a grace after a node is known to be gone, if that is sooner", async () => {
    const [a, c] = [makeNode("a"), makeNode("c")];
    await c.join("1", "ann");
    await a.join("2", "bob");
    expect(await a.sessions()).toEqual(["1", "2"]);
    kill("c");
    dead.add("c");
    expect(await a.sessions()).toEqual(["2"]);
    a.presence.nodeGone("c");
    await settle();
    await clock.advance(GRACE - 1);
    expect(a.told).toEqual(["joined bob"]);
    await clock.advance(1);
    expect(a.told).toEqual(["joined bob", "left ann"]);
  });

  it("is followed on nodes without a session in the group, also when nobody else is left", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    const events = [a.follow(), b.follow()];
    await settle();
    await a.join("1", "ann", { info: "x" });
    await a.join("1", "ann", { info: "y" });
    await settle();
    kill("a");
    await clock.advance(LEASE);
    expect(events[1]).toEqual(["joined ann x", "updated ann y", "left ann"]);
  });

  it("tells handlers only what is new since they listen", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    await a.join("1", "ann");
    await settle();
    const events = b.follow();
    await settle();
    await a.join("2", "bob");
    await settle();
    expect(events).toEqual(["joined bob"]);
  });

  it("is made up for when the bus was down: handlers get what changed meanwhile", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    const events = b.follow();
    await settle();
    await a.join("1", "ann", { info: "x" });
    await a.join("2", "bob");
    await settle();
    net.setUp("b", false);
    await a.join("1", "ann", { info: "y" });
    await a.join("3", "cleo");
    await a.leave("2");
    await clock.advance(GRACE);
    expect(events).toEqual(["joined ann x", "joined bob"]);
    net.setUp("b", true);
    await settle();
    expect(events.slice(2).toSorted()).toEqual(["joined cleo", "left bob", "updated ann y"]);
  });

  it("is followed in the end when that couldn't be done at first", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    await a.join("1", "ann");
    b.registry.state = "down";
    const events = b.follow();
    await clock.advance(3_000);
    b.registry.state = "up";
    await clock.advance(1_000);
    // It knows by now that Ann is there; so it finds out that she isn't any more.
    net.setUp("b", false);
    await a.leave("1");
    await clock.advance(GRACE);
    net.setUp("b", true);
    await settle();
    expect(events).toEqual(["left ann"]);
  });

  it("is told once on the node that decides, though the bus brings its own news back, and late", async () => {
    const a = makeNode("a", 0);
    const events = a.follow();
    await settle();
    const release = net.hold("a");
    await a.join("1", "ann");
    await a.leave("1");
    release();
    await settle();
    expect(events).toEqual(["joined ann", "left ann"]);
  });

  it("a handler that throws is logged, and doesn't keep others from it", async () => {
    const a = makeNode("a");
    a.presence.onChange(LOBBY, () => {
      throw new Error("boom");
    });
    const events = a.follow();
    await a.join("1", "ann");
    expect(events).toEqual(["joined ann"]);
    expect(a.errors).toEqual(["a presence handler failed"]);
  });

  it("garbage on the channel does nothing", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    const { bus } = net.join("stranger");
    const events = a.follow();
    await settle();
    for (const text of ["", "{", "null", '{"from":"x"}', '{"from":"x","changes":[5]}', '{"from":"x","changes":[{}]}']) {
      await bus.publish("volley:presence:lobby", Buffer.from(text));
    }
    await b.join("1", "ann");
    await settle();
    expect(events).toEqual(["joined ann"]);
  });

  it("leaves no timers, no data and no listeners behind", async () => {
    const [a, b] = [makeNode("a"), makeNode("b")];
    const stop = a.presence.onChange(LOBBY, () => {});
    await a.join("1", "ann");
    await b.join("2");
    a.presence.ended("1");
    stop();
    await b.leave("2");
    await clock.advance(2 * LEASE);
    expect(told()).toEqual(["joined ann", "left ann"]);
    expect(hub.groups.size).toBe(0);
    await Promise.all([a.presence.close(), b.presence.close()]);
    expect(clock.pending).toBe(0);
  });
});
