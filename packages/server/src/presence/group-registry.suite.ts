// One suite for all versions of the registry: which sessions joined which groups.
import { beforeEach, describe, expect, it } from "vitest";
import type { GroupRegistry, JoinedSession, RegistryAnswer, SessionEntry } from "./group-registry.js";

/** Registries of some nodes, on one store. */
export interface RegistryWorld {
  registry(node: string, options?: { readonly leaseMs?: number }): GroupRegistry;
  /** Lets time pass for the store. */
  pass(ms: number): Promise<void>;
  /** Makes the store forget everything. */
  lose(): Promise<void>;
  /** Counts what the store holds. */
  size(): Promise<number>;
}

/** A session that joined just now. */
export const entry = (session: string, uid?: string, info = ""): SessionEntry => ({ session, uid, info, fresh: true });
/** What was answered to a write that was done. */
export function written(answer: RegistryAnswer): RegistryAnswer & { readonly type: "written" } {
  if (answer.type !== "written") throw new Error("there was something else");
  return answer;
}

export function describeGroupRegistry(makeWorld: () => RegistryWorld): void {
  describe("sessions in groups", () => {
    let world: RegistryWorld;
    let a: GroupRegistry;
    let b: GroupRegistry;
    beforeEach(() => {
      world = makeWorld();
      [a, b] = [world.registry("a"), world.registry("b")];
    });

    const join = (registry: GroupRegistry, basis: number, ...entered: SessionEntry[]): Promise<RegistryAnswer> =>
      registry.write("g", { type: "change", basis, revision: basis + 1, entered, left: [] });
    const leave = (registry: GroupRegistry, basis: number, ...left: JoinedSession[]): Promise<RegistryAnswer> =>
      registry.write("g", { type: "change", basis, revision: basis + 1, entered: [], left });
    const sessions = async (): Promise<string[]> =>
      (await a.sessions("g")).map(({ session, uid, node }) => `${session} ${uid ?? "-"} ${node}`).toSorted();

    it("are listed with their users and nodes, whoever asks", async () => {
      await join(a, 0, entry("s1", "ann"), entry("s2"));
      await join(b, 0, entry("s3", "ann"));
      expect(await sessions()).toEqual(["s1 ann a", "s2 - a", "s3 ann b"]);
      expect(await b.sessions("g")).toHaveLength(3);
      expect(await a.sessions("other")).toEqual([]);
    });

    it("are gone when they left, and nothing stays behind", async () => {
      await join(a, 0, entry("s1", "ann"), entry("s2"));
      await leave(a, 1, { session: "s1", uid: "ann" });
      expect(await sessions()).toEqual(["s2 - a"]);
      const last = { type: "change", basis: 2, revision: undefined, entered: [], left: [entry("s2")] } as const;
      expect(written(await a.write("g", last)).dueInMs).toBeUndefined();
      expect(await sessions()).toEqual([]);
      expect(await world.size()).toBe(0);
    });

    it("change their user when they are bound", async () => {
      await join(a, 0, entry("s1"));
      await join(a, 1, entry("s1", "ann"));
      expect(await sessions()).toEqual(["s1 ann a"]);
    });

    it("belong to the node that entered them last: the other one's late goodbye does nothing", async () => {
      await join(a, 0, entry("s1", "ann"));
      await join(b, 0, entry("s1", "ann"));
      await leave(a, 1, { session: "s1", uid: "ann" });
      expect(await sessions()).toEqual(["s1 ann b"]);
    });

    it("are written only on the basis that the node believes in", async () => {
      await join(a, 0, entry("s1"));
      expect(await join(a, 0, entry("s2"))).toEqual({ type: "differs" });
      expect(await join(a, 2, entry("s2"))).toEqual({ type: "differs" });
      await join(b, 0, entry("s3"));
      expect(await sessions()).toEqual(["s1 - a", "s3 - b"]);
    });

    it("are exactly those that their node says, when it says it anew", async () => {
      await join(a, 0, entry("s1"), entry("s2"));
      await join(b, 0, entry("s3"));
      await a.write("g", {
        type: "replace",
        revision: 7,
        entered: [entry("s2"), entry("s4")],
        left: [],
        afterClear: false,
      });
      expect(await sessions()).toEqual(["s2 - a", "s3 - b", "s4 - a"]);
      expect(await join(a, 7, entry("s5"))).toMatchObject({ type: "written" });
      await a.write("g", { type: "replace", revision: undefined, entered: [], left: [], afterClear: false });
      expect(await sessions()).toEqual(["s3 - b"]);
    });

    it("are missed by their node when the store lost them", async () => {
      await join(a, 0, entry("s1"));
      await world.lose();
      expect(await sessions()).toEqual([]);
      expect(await join(a, 1)).toEqual({ type: "differs" });
      await a.write("g", { type: "replace", revision: 1, entered: [entry("s1")], left: [], afterClear: false });
      expect(await sessions()).toEqual(["s1 - a"]);
    });

    it("are all taken out by a clear, of every node; the others learn it when they write next", async () => {
      await join(a, 0, entry("s1"));
      await join(b, 0, entry("s2"));
      await a.write("g", { type: "clear" });
      expect(await sessions()).toEqual([]);
      expect(await join(a, 0, entry("s1"))).toMatchObject({ type: "written" });
      const anew = { type: "replace", revision: 3, entered: [entry("s3")], left: [], afterClear: false } as const;
      for (let again = 0; again < 2; again++) {
        expect(await join(b, 1)).toEqual({ type: "cleared" });
        expect(await b.write("g", anew)).toEqual({ type: "cleared" });
      }
      expect(await b.write("g", { ...anew, afterClear: true })).toMatchObject({ type: "written" });
      expect(await sessions()).toEqual(["s1 - a", "s3 - b"]);
      expect(await join(b, 3)).toMatchObject({ type: "written" });
    });

    it("of a node whose lease is over are taken out by the others", async () => {
      await join(a, 0, entry("s2"));
      const dying = world.registry("dying", { leaseMs: 10 });
      await join(dying, 0, entry("s1", "ann"));
      expect(await sessions()).toEqual(["s1 ann dying", "s2 - a"]);
      await world.pass(10);
      await a.write("g", { type: "look" });
      expect(await sessions()).toEqual(["s2 - a"]);
      expect(await join(dying, 1)).toEqual({ type: "differs" });
    });

    it("tell when the next lease of another node is over", async () => {
      const other = world.registry("other", { leaseMs: 10_000 });
      expect(written(await join(other, 0, entry("s1"))).dueInMs).toBeUndefined();
      const { dueInMs = 0 } = written(await a.write("g", { type: "look" }));
      expect(dueInMs).toBeGreaterThan(0);
      expect(dueInMs).toBeLessThanOrEqual(10_000);
    });

    it("stay as long as the longest lease, when nodes have different ones", async () => {
      await join(a, 0, entry("s1"));
      await join(world.registry("brief", { leaseMs: 10 }), 0, entry("s2"));
      await world.pass(10);
      expect(await sessions()).toContain("s1 - a");
    });

    it("of a node that is known to be gone are taken out at once", async () => {
      await join(a, 0, entry("s1"));
      await join(b, 0, entry("s2"));
      await a.write("g", { type: "look" }, { gone: ["b", "c"] });
      expect(await sessions()).toEqual(["s1 - a"]);
    });

    it("survive a node that is said to be gone and isn't the writer's own", async () => {
      await join(a, 0, entry("s1"));
      await a.write("g", { type: "look" }, { gone: ["a"] });
      expect(await sessions()).toEqual(["s1 - a"]);
    });

    it("of two groups don't touch each other", async () => {
      await join(a, 0, entry("s1"));
      await a.write("h", { type: "change", basis: 0, revision: 1, entered: [entry("s1")], left: [] });
      await a.write("g", { type: "clear" });
      expect(await a.sessions("h")).toHaveLength(1);
    });
  });
}
