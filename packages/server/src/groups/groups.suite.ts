// One suite for groups on several nodes, whatever keeps them.
import { createSystemClock } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { PresenceGroup } from "../presence/presence-group.js";
import type { GroupPorts } from "./group-ports.js";
import { Groups } from "./groups.js";
import { groupRoom } from "./rooms.js";
import { TestNet } from "./test-net.fixture.js";
import { TestNode } from "./test-node.fixture.js";

/** What keeps the groups of some nodes. */
export interface GroupsWorld {
  ports(node: string, leaseMs: number): Pick<GroupPorts, "store" | "registry">;
  /** Counts what is kept. */
  size(): Promise<number>;
}

/** A node with groups. */
export type GroupsNode = TestNode & { readonly groups: Groups; readonly told: string[] };

const G: PresenceGroup = { name: "g", presence: undefined };
const LOBBY: PresenceGroup = { name: "lobby", presence: {} };
/** No renewal corrects anything within a test. */
const LEASE = 60_000;
const GRACE = 100;

/** Waits until something is as it should be. */
const eventually = (check: () => unknown): Promise<void> =>
  vi.waitFor(async () => void (await check()), { timeout: 15_000, interval: 5 });

/** Makes a node on a net. */
export async function makeGroupsNode(
  name: string,
  net: TestNet,
  world: GroupsWorld,
  leaseMs = LEASE,
): Promise<GroupsNode> {
  const node = new TestNode(name, net, createSystemClock());
  const { bus, keys, ...parts } = node.parts;
  const told: string[] = [];
  const cluster = { node: name, bus, keys, leaseMs, isAlive: () => true, ...world.ports(name, leaseMs) };
  const announce = (_: PresenceGroup, { type, uid }: { type: string; uid: string }): unknown =>
    told.push(`${type} ${uid}`);
  const groups = new Groups({ ...parts, graceMs: GRACE, announce, cluster });
  await groups.start();
  return Object.assign(node, { groups, told });
}

export function describeGroups(makeWorld: () => GroupsWorld): void {
  describe("groups on several nodes", { timeout: 20_000 }, () => {
    let net: TestNet;
    let world: GroupsWorld;
    let [x, y] = [] as unknown as readonly [GroupsNode, GroupsNode];

    beforeEach(async () => {
      [net, world] = [new TestNet(), makeWorld()];
      [x, y] = [await makeGroupsNode("x", net, world), await makeGroupsNode("y", net, world)];
    });
    afterEach(() => Promise.all([x.groups.close(), y.groups.close()]));

    const members = async (group = "g"): Promise<string[]> => (await y.groups.members(group)).toSorted();
    const inRoom = (node: GroupsNode, group = "g"): string[] => node.rooms.sessionsIn([groupRoom(group)]).toSorted();
    const NOT_FOUND = { code: "NOT_FOUND" };

    it("have the users that were added and those of sessions that joined, whoever asks", async () => {
      await expect(members()).rejects.toMatchObject(NOT_FOUND);
      await x.groups.join(x.open("1"), G);
      expect(await members()).toEqual([]);
      await x.groups.create("g", {});
      await x.groups.addUser("g", "ann");
      await y.groups.join(y.open("2", "ann"), G);
      await x.groups.join(x.open("3", "bob"), G);
      expect(await members()).toEqual(["ann", "bob"]);
      expect((await x.groups.members("g")).toSorted()).toEqual(["ann", "bob"]);
    });

    it("forget a session that left, ended, or was closed while it joined", async () => {
      const [left, ended, closed] = [x.open("1", "ann"), x.open("2", "bob"), x.open("3", "cleo")];
      for (const session of [left, ended]) await x.groups.join(session, G);
      await x.groups.leave(left, "g");
      expect(await members()).toEqual(["bob"]);
      const joining = x.groups.join(closed, G);
      for (const session of [ended, closed]) {
        x.close(session);
        x.groups.sessionEnded(session);
      }
      await joining;
      await eventually(() => expect(members()).rejects.toMatchObject(NOT_FOUND));
      expect(await world.size()).toBe(0);
    });

    it("know a session's user from the moment it is bound, and no longer than that", async () => {
      const session = x.open("1");
      await x.groups.join(session, G);
      x.bind(session, "ann");
      await x.groups.userJoined(session);
      expect(await members()).toEqual(["ann"]);
      await x.groups.userLeft(session);
      expect(await members()).toEqual([]);
    });

    it("are empty after removeAll and gone after delete, with the rooms of all nodes", async () => {
      for (const end of ["removeAll", "delete"] as const) {
        if (end === "removeAll") await x.groups.create("g", {});
        await x.groups.addUser("g", "ann");
        const [member, joined] = [y.open(`${end}1`, "ann"), y.open(`${end}2`, "bob")];
        await y.groups.userJoined(member);
        await y.groups.join(joined, G);
        expect(await members()).toEqual(["ann", "bob"]);
        await x.groups[end](G);
        await eventually(() => expect([y.members("g"), inRoom(y)]).toEqual([[], []]));
        await eventually(async () => expect(await x.groups.presence.sessions("g")).toEqual([]));
        if (end === "removeAll") expect(await x.groups.members("g")).toEqual([]);
        else await expect(x.groups.members("g")).rejects.toMatchObject(NOT_FOUND);
        for (const session of [member, joined]) y.close(session);
      }
    });

    it("end with their time on all nodes", async () => {
      for (const [node, id] of [
        [x, "1"],
        [y, "2"],
      ] as const)
        node.open(id, "ann");
      await x.groups.create("g", { ttlMs: 1_500 });
      await x.groups.addUser("g", "ann");
      await eventually(() => expect([x.members("g"), y.members("g")]).toEqual([["1"], ["2"]]));
      await eventually(() => expect([x.members("g"), y.members("g")]).toEqual([[], []]));
      await expect(members()).rejects.toMatchObject(NOT_FOUND);
    });

    it("refuse a time that is none", async () => {
      for (const ttlMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12]) {
        await expect(x.groups.create("g", { ttlMs })).rejects.toMatchObject({ code: "BAD_REQUEST" });
      }
    });

    it("tell who is present in them, until a grace after the last session anywhere", async () => {
      const [one, two] = [x.open("1", "ann"), y.open("2", "ann")];
      const events: string[] = [];
      y.groups.presence.onChange(LOBBY, ({ type, uid }) => events.push(`${type} ${uid}`));
      await x.groups.join(one, LOBBY, { name: "Ann" });
      await y.groups.join(two, LOBBY, { name: "Ann" });
      expect(await x.groups.presence.present(LOBBY)).toEqual([{ uid: "ann", info: { name: "Ann" } }]);
      await x.groups.leave(one, "lobby");
      y.close(two);
      y.groups.sessionEnded(two);
      await eventually(() => expect(events).toEqual(["joined ann", "left ann"]));
      expect([...x.told, ...y.told]).toEqual(["joined ann", "left ann"]);
      expect(await x.groups.presence.present(LOBBY)).toEqual([]);
    });

    it("refuse to keep more than a little of a user, and then don't let the session in", async () => {
      const session = x.open("1", "ann");
      const circle: unknown[] = [];
      circle.push(circle);
      for (const info of ["x".repeat(5_000), circle, () => {}]) {
        await expect(x.groups.join(session, LOBBY, info)).rejects.toMatchObject({ code: "BAD_REQUEST" });
      }
      expect(inRoom(x, "lobby")).toEqual([]);
    });

    it("leave nothing behind", async () => {
      const brief = [await makeGroupsNode("v", net, world, 1_000), await makeGroupsNode("w", net, world, 1_000)];
      await x.groups.create("g", {});
      for (const node of brief) {
        const session = node.open(node.name, node.name);
        await node.groups.addUser("g", node.name);
        for (const group of [G, LOBBY]) await node.groups.join(session, group);
        node.close(session);
        node.groups.sessionEnded(session);
      }
      await y.groups.delete(G);
      await eventually(async () => expect(await world.size()).toBe(0));
      for (const { groups } of brief) await groups.close();
    });
  });
}
