import { ManualClock } from "@volley/protocol/internal";
import { beforeEach, describe, expect, it } from "vitest";
import { TestNet } from "../groups/test-net.fixture.js";
import type { RegistryWrite } from "./group-registry.js";
import { MemoryGroupRegistry, MemoryRegistryHub } from "./memory-group-registry.js";
import type { PresenceGroup } from "./presence-group.js";
import { LOBBY, PresenceNode } from "./presence-node.fixture.js";

const LEASE = 30_000;
const GRACE = 5_000;
const PLAIN: PresenceGroup = { name: "plain", presence: undefined };

describe("the sessions of a node in the registry", () => {
  let clock: ManualClock;
  let hub: MemoryRegistryHub;
  let node: PresenceNode;
  let other: MemoryGroupRegistry;

  beforeEach(() => {
    [clock, hub] = [new ManualClock(), new MemoryRegistryHub()];
    const registry = new MemoryGroupRegistry({ hub, clock, node: "n", leaseMs: LEASE });
    node = new PresenceNode({ name: "n", registry, clock, bus: new TestNet().join("n").bus });
    other = new MemoryGroupRegistry({ hub, clock, node: "other", leaseMs: LEASE });
  });

  /** What another node sees. */
  const seen = async (group = "lobby"): Promise<string[]> =>
    (await other.sessions(group)).map(({ session, uid }) => `${session} ${uid ?? "-"}`).toSorted();
  const writes = (type?: RegistryWrite["type"]): number =>
    node.registry.writes.filter((each) => type === undefined || each === type).length;

  it("are there when the join resolves, and gone when the leave does", async () => {
    await node.join("1", "ann");
    expect(await seen()).toEqual(["1 ann"]);
    await node.leave("1");
    expect(await seen()).toEqual([]);
    await node.leave("1");
    expect(writes()).toBe(2);
  });

  it("are written together when many come at once", async () => {
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => node.join(`${n}`, `u${n}`, { group: PLAIN })));
    expect(await seen("plain")).toHaveLength(1_000);
    expect(writes()).toBeLessThanOrEqual(3);
  });

  it("end as they are, however they come and go while a write is under way", async () => {
    let release = (): void => {};
    node.registry.before = () => new Promise((resolve) => (release = resolve));
    const first = node.join("1", "ann");
    await clock.advance(0);
    const rest = [node.leave("1"), node.join("2", "bob"), node.join("1", "ann"), node.leave("2"), node.join("3")];
    node.registry.before = () => Promise.resolve();
    release();
    await Promise.all([first, ...rest]);
    expect(await seen()).toEqual(["1 ann", "3 -"]);
    expect(node.told).toEqual(["joined ann"]);
  });

  it("take the user that they are bound to, in every group", async () => {
    await node.join("1");
    await node.join("1", undefined, { group: PLAIN });
    await node.presence.setUid("1", "ann");
    expect([await seen(), await seen("plain")]).toEqual([["1 ann"], ["1 ann"]]);
    expect(node.told).toEqual(["joined ann"]);
  });

  it("are renewed while they last", async () => {
    await node.join("1", "ann");
    await clock.advance(5 * LEASE);
    await other.write("lobby", { type: "look" }, { presence: { graceMs: GRACE, epoch: undefined } });
    expect(await seen()).toEqual(["1 ann"]);
    expect(writes("change")).toBeGreaterThan(14);
    expect(writes("replace")).toBe(0);
  });

  it("hold here while the registry is out of reach, and are told when it is back", async () => {
    await node.join("1", "ann");
    await node.join("2", "bob");
    node.registry.state = "down";
    await node.join("3", "cleo");
    await node.leave("2");
    await clock.advance(4_000);
    expect(await seen()).toEqual(["1 ann", "2 bob"]);
    node.registry.state = "up";
    expect(await node.sessions()).toEqual(["1", "3"]);
    await clock.advance(1_000);
    expect(await seen()).toEqual(["1 ann", "3 cleo"]);
    expect(node.told).toEqual(["joined ann", "joined bob", "joined cleo"]);
    await clock.advance(GRACE);
    expect(node.told.at(-1)).toBe("left bob");
  });

  it("are right in the end when the registry did what it was told, but its answers were lost", async () => {
    node.registry.state = "mute";
    await node.join("1", "ann");
    await node.join("2", "bob");
    await node.leave("1");
    node.registry.state = "up";
    await clock.advance(1_000);
    expect(await seen()).toEqual(["2 bob"]);
  });

  it("are entered again after the registry lost them, at the latest with the next renewal, without a word", async () => {
    await node.join("1", "ann");
    await node.join("2", "bob");
    hub.lose();
    await clock.advance(LEASE / 3);
    expect(await seen()).toEqual(["1 ann", "2 bob"]);
    hub.lose();
    node.presence.resync();
    await clock.advance(0);
    expect(await seen()).toEqual(["1 ann", "2 bob"]);
    expect(node.told).toEqual(["joined ann", "joined bob"]);
  });

  it("are told as gone when they left while the registry was losing everything", async () => {
    await node.join("1", "ann");
    await node.join("2", "bob");
    node.registry.state = "down";
    hub.lose();
    await node.leave("1");
    node.registry.state = "up";
    await clock.advance(1_000 + GRACE);
    expect(node.told).toEqual(["joined ann", "joined bob", "left ann"]);
  });

  it("follow the rooms: whom another node took out is gone with the next renewal", async () => {
    await node.join("1", "ann");
    await node.join("2", "bob");
    node.takeOut("1");
    expect(await node.sessions()).toEqual(["2"]);
    await clock.advance(LEASE / 3);
    expect(await seen()).toEqual(["2 bob"]);
  });

  it("leave the room when another node cleared the group, though nothing else tells them", async () => {
    await node.join("1", "ann");
    await other.write("lobby", { type: "clear" });
    await clock.advance(LEASE / 3);
    expect([node.room(), await seen()]).toEqual([[], []]);
    await node.join("1", "ann");
    expect(await seen()).toEqual(["1 ann"]);
  });

  it("are all gone after a clear, but for those that are in the room again by then", async () => {
    await node.join("1", "ann");
    await node.join("2", "bob");
    node.takeOut("1");
    await node.presence.clear(LOBBY);
    expect(await seen()).toEqual(["2 bob"]);
    node.takeOut("2");
    await node.presence.clear(LOBBY);
    expect(await seen()).toEqual([]);
    await clock.advance(GRACE);
    expect(node.told.slice(2).toSorted()).toEqual(["left ann", "left bob"]);
  });

  it("in many groups are written in batches, and no longer than the first that fails as a whole", async () => {
    for (let n = 0; n < 250; n++) await node.join("1", "ann", { group: { name: `g${n}`, presence: undefined } });
    node.registry.writes.length = 0;
    node.registry.state = "down";
    node.presence.resync();
    await clock.advance(0);
    expect(writes()).toBe(100);
    node.registry.state = "up";
    await clock.advance(1_000);
    expect(writes()).toBe(350);
  });

  it("say goodbye when the node closes, and nothing runs on", async () => {
    await node.join("1", "ann");
    await node.join("2", "ann", { group: PLAIN });
    for (const session of ["1", "2"]) node.presence.ended(session);
    await node.presence.close();
    expect([await seen(), await seen("plain")]).toEqual([[], []]);
    expect(clock.pending).toBe(0);
  });

  it("don't keep a node from closing when the registry is out of reach", async () => {
    await node.join("1", "ann");
    node.registry.state = "down";
    node.presence.ended("1");
    await node.presence.close();
    expect(clock.pending).toBe(0);
  });
});
