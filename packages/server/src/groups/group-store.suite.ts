// One suite for all versions of the store.
import { beforeEach, describe, expect, it } from "vitest";
import type { GroupStore } from "./group-store.js";

/** Stores of some nodes, on the same groups. */
export interface StoreWorld {
  store(): GroupStore;
  /** Lets time pass for the groups. */
  pass(ms: number): Promise<void>;
  /** Lets the time of a group run out that was created with `LONG`. */
  runOut(group: string): Promise<void>;
  /** Counts what is kept. */
  size(): Promise<number>;
}

const NOT_FOUND = { code: "NOT_FOUND" };
const CONFLICT = { code: "CONFLICT" };
/** A time that is over within a test, and one that isn't. */
const SHORT = 100;
export const LONG = 60_000;

export function describeGroupStore(makeWorld: () => StoreWorld): void {
  describe("groups of users", () => {
    let world: StoreWorld;
    let store: GroupStore;
    let other: GroupStore;
    beforeEach(() => {
      world = makeWorld();
      [store, other] = [world.store(), world.store()];
    });

    const members = async (group = "g"): Promise<string[] | undefined> => (await other.members(group))?.uids.toSorted();
    const groupsOf = async (uid: string): Promise<string[]> =>
      (await other.groupsOf(uid)).map(({ group }) => group).toSorted();

    it("are created once, and exist while they are empty", async () => {
      expect(await members()).toBeUndefined();
      await store.create("g", {});
      await expect(other.create("g", {})).rejects.toMatchObject(CONFLICT);
      expect(await other.members("g")).toEqual({ uids: [], endsInMs: undefined });
    });

    it("have each user once, and each user knows the groups", async () => {
      for (const group of ["g", "h"]) await store.create(group, {});
      for (const [group, uid] of [
        ["g", "ann"],
        ["g", "bob"],
        ["h", "ann"],
      ] as const)
        await store.add(group, uid);
      await expect(other.add("g", "ann")).rejects.toMatchObject(CONFLICT);
      expect(await members()).toEqual(["ann", "bob"]);
      expect(await groupsOf("ann")).toEqual(["g", "h"]);
      expect(await groupsOf("cleo")).toEqual([]);
    });

    it("lose a user who is removed, but not the group", async () => {
      await store.create("g", {});
      await store.add("g", "ann");
      await store.remove("g", "ann");
      await expect(store.remove("g", "ann")).rejects.toMatchObject(NOT_FOUND);
      expect([await members(), await groupsOf("ann")]).toEqual([[], []]);
      await store.add("g", "ann");
      expect(await groupsOf("ann")).toEqual(["g"]);
    });

    it("are emptied and deleted with word of who was in them", async () => {
      await store.create("g", { ttlMs: LONG });
      for (const uid of ["ann", "bob"]) await store.add("g", uid);
      expect([...(await store.removeAll("g"))].toSorted()).toEqual(["ann", "bob"]);
      expect(await store.removeAll("g")).toEqual([]);
      expect([await members(), await groupsOf("ann")]).toEqual([[], []]);
      expect((await store.members("g"))?.endsInMs).toBeGreaterThan(0);
      await store.add("g", "ann");
      expect(await store.delete("g")).toEqual(["ann"]);
      expect([await members(), await groupsOf("ann")]).toEqual([undefined, []]);
    });

    it("that aren't there are told apart in every operation", async () => {
      const operations = [
        () => store.delete("g"),
        () => store.removeAll("g"),
        () => store.renew("g"),
        () => store.add("g", "ann"),
        () => store.remove("g", "ann"),
      ];
      for (const operation of operations) await expect(operation()).rejects.toMatchObject(NOT_FOUND);
      expect(await groupsOf("ann")).toEqual([]);
    });

    it("end with their time, with all users, and can be made again", async () => {
      await store.create("g", { ttlMs: LONG });
      await store.create("h", {});
      for (const group of ["g", "h"]) await store.add(group, "ann");
      await world.runOut("g");
      expect([await members(), await groupsOf("ann")]).toEqual([undefined, ["h"]]);
      await expect(store.add("g", "ann")).rejects.toMatchObject(NOT_FOUND);
      await store.create("g", {});
      expect([await members(), await groupsOf("ann")]).toEqual([[], ["h"]]);
    });

    it("tell how long they are there", async () => {
      await store.create("g", { ttlMs: LONG });
      await store.create("h", {});
      for (const group of ["g", "h"]) await store.add(group, "ann");
      const times = Object.fromEntries((await other.groupsOf("ann")).map(({ group, endsInMs }) => [group, endsInMs]));
      expect(times["h"]).toBeUndefined();
      expect(times["g"]).toBeGreaterThan(LONG / 2);
      expect(times["g"]).toBeLessThanOrEqual(LONG);
    });

    it("live on when they are renewed, if they have a time", async () => {
      await store.create("g", { ttlMs: LONG });
      await store.create("h", {});
      await world.pass(400);
      const before = (await store.members("g"))?.endsInMs ?? 0;
      await other.renew("g");
      expect((await store.members("g"))?.endsInMs).toBeGreaterThan(before);
      await expect(store.renew("h")).rejects.toMatchObject(CONFLICT);
    });

    it("take each user once when many add at the same time, and forget each once", async () => {
      await store.create("g", {});
      const attempts = await Promise.allSettled([1, 2, 3, 4, 5, 6].map((n) => (n % 2 ? store : other).add("g", "ann")));
      expect(attempts.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      const removals = await Promise.allSettled([1, 2, 3].map(() => store.remove("g", "ann")));
      expect(removals.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
      expect([await members(), await groupsOf("ann")]).toEqual([[], []]);
    });

    it("agree with what users know, whatever is added and removed at the same time", async () => {
      await store.create("g", {});
      for (let round = 0; round < 30; round++) {
        await Promise.allSettled([
          store.add("g", "ann"),
          other.remove("g", "ann"),
          store.add("g", "ann"),
          other.groupsOf("ann"),
        ]);
        expect(await groupsOf("ann")).toEqual((await members())?.length === 1 ? ["g"] : []);
      }
    });

    it("leave nothing behind when they are gone", async () => {
      await store.create("g", {});
      await store.create("h", { ttlMs: SHORT });
      for (const uid of ["ann", "bob"]) await store.add("g", uid);
      // On a slow machine its time may be over already.
      await Promise.allSettled([store.add("h", "ann"), store.add("h", "bob"), store.renew("h")]);
      await store.delete("g");
      for (let round = 0; (await world.size()) > 0 && round < 100; round++) await world.pass(SHORT);
      expect(await world.size()).toBe(0);
      expect(await members("h")).toBeUndefined();
    });
  });
}
