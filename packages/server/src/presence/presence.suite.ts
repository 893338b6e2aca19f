// One suite for all versions of the registry: who is present in a group.
import { beforeEach, describe, expect, it } from "vitest";
import type { GroupRegistry, PresenceChange, RegistryWrite, SessionEntry } from "./group-registry.js";
import { entry, type RegistryWorld, written } from "./group-registry.suite.js";

/** A grace that is never over within a test, and one that a test waits for. */
const LONG = 60_000;
const SHORT = 50;

/** A node that keeps its books as the registry's users do. */
class Node {
  readonly #registry: GroupRegistry;
  #revision = 0;
  #epoch: string | undefined;
  graceMs = LONG;

  constructor(registry: GroupRegistry) {
    this.#registry = registry;
  }

  join(...entered: SessionEntry[]): Promise<readonly PresenceChange[]> {
    const revision = this.#revision + 1;
    return this.write({ type: "change", basis: this.#revision, revision, entered, left: [] });
  }

  leave(session: string, uid?: string): Promise<readonly PresenceChange[]> {
    const revision = this.#revision + 1;
    return this.write({ type: "change", basis: this.#revision, revision, entered: [], left: [{ session, uid }] });
  }

  /** Says again what is there, as after a write that may not have arrived. */
  replace(entered: readonly SessionEntry[], ...left: SessionEntry[]): Promise<readonly PresenceChange[]> {
    return this.write({ type: "replace", revision: this.#revision + 1, entered, left, afterClear: false });
  }

  look(...gone: string[]): Promise<readonly PresenceChange[]> {
    return this.write({ type: "look" }, gone);
  }

  async write(write: RegistryWrite, gone: readonly string[] = []): Promise<readonly PresenceChange[]> {
    const presence = { graceMs: this.graceMs, epoch: this.#epoch };
    const answer = written(await this.#registry.write("g", write, { presence, gone }));
    if ("revision" in write) this.#revision = write.revision ?? 0;
    this.#epoch = answer.epoch ?? this.#epoch;
    return answer.changes;
  }

  async present(): Promise<string[]> {
    return (await this.#registry.present("g")).map(({ uid, info }) => uid + info).toSorted();
  }
}

const again = (each: SessionEntry): SessionEntry => ({ ...each, fresh: false });

export function describePresence(makeWorld: () => RegistryWorld): void {
  describe("presence", () => {
    let world: RegistryWorld;
    let a: Node;
    let b: Node;
    beforeEach(() => {
      world = makeWorld();
      [a, b] = [new Node(world.registry("a")), new Node(world.registry("b"))];
    });

    /** Looks on a node until as many changes have come, those included that came before. */
    async function gather(
      node: Node,
      count: number,
      before: readonly PresenceChange[] = [],
    ): Promise<PresenceChange[]> {
      const changes = [...before];
      for (let round = 0; changes.length < count && round < 500; round++) {
        changes.push(...(await node.look()));
        await world.pass(5);
      }
      return changes;
    }

    it("begins with a user's first session anywhere, and is told once", async () => {
      expect(await a.join(entry("s1", "ann", "1"))).toEqual([{ type: "joined", uid: "ann", info: "1" }]);
      expect(await b.join(entry("s2", "ann", "1"))).toEqual([]);
      expect(await b.present()).toEqual(["ann1"]);
    });

    it("doesn't know sessions of nobody, until they are bound", async () => {
      expect(await a.join(entry("s1"))).toEqual([]);
      expect(await a.present()).toEqual([]);
      expect(await a.join(entry("s1", "ann"))).toEqual([{ type: "joined", uid: "ann", info: "" }]);
    });

    it("ends with a grace when a session turns out to belong to somebody else, or to nobody", async () => {
      await a.join(entry("s1", "ann"), entry("s2", "bob"));
      a.graceMs = SHORT;
      const told = await a.join(entry("s1"), entry("s2", "cleo"));
      const changes = (await gather(a, 3, told)).map(({ type, uid }) => `${type} ${uid}`);
      expect(changes.toSorted()).toEqual(["joined cleo", "left ann", "left bob"]);
      expect(await a.present()).toEqual(["cleo"]);
    });

    it("tells what a user's info has become, and keeps the newest", async () => {
      await a.join(entry("s1", "ann", "1"));
      expect(await b.join(entry("s2", "ann", "2"))).toEqual([{ type: "updated", uid: "ann", info: "2" }]);
      expect(await a.join(entry("s1", "ann", "2"))).toEqual([]);
      expect(await a.present()).toEqual(["ann2"]);
    });

    it("ends a grace after the last session anywhere left, and exactly one node is told", async () => {
      await a.join(entry("s1", "ann"));
      await b.join(entry("s2", "ann"));
      a.graceMs = SHORT;
      b.graceMs = SHORT;
      expect(await a.leave("s1", "ann")).toEqual([]);
      await world.pass(2 * SHORT);
      expect(await b.look()).toEqual([]);
      expect(await b.leave("s2", "ann")).toEqual([]);
      expect(await a.present()).toEqual(["ann"]);
      await world.pass(SHORT);
      const told = await Promise.all([a.look(), b.look(), a.look(), b.look()]);
      expect(told.flat()).toEqual([{ type: "left", uid: "ann" }]);
      expect(await a.present()).toEqual([]);
    });

    it("doesn't flicker when the user is back within the grace, on another node too", async () => {
      await a.join(entry("s1", "ann", "1"));
      a.graceMs = SHORT;
      expect(await a.leave("s1", "ann")).toEqual([]);
      expect(await b.join(entry("s2", "ann", "1"))).toEqual([]);
      await world.pass(2 * SHORT);
      expect(await a.look()).toEqual([]);
      expect(await a.present()).toEqual(["ann1"]);
    });

    it("starts the grace again with each last leaving", async () => {
      await a.join(entry("s1", "ann"));
      a.graceMs = SHORT;
      await a.leave("s1", "ann");
      a.graceMs = LONG;
      await a.join(entry("s1", "ann"));
      await a.leave("s1", "ann");
      await world.pass(2 * SHORT);
      expect(await a.look()).toEqual([]);
    });

    it("ends at once for users of a node whose lease is over, unless they are elsewhere by then", async () => {
      await a.join(entry("s0", "dan"));
      const dying = new Node(world.registry("dying", { leaseMs: 50 }));
      await dying.join(entry("s1", "ann"), entry("s2", "bob"), entry("s3", "cleo"));
      await dying.leave("s3", "cleo");
      const told = await a.join(entry("s4", "bob"));
      expect(await gather(a, 1, told)).toEqual([{ type: "left", uid: "ann" }]);
      expect(await b.look()).toEqual([]);
      expect(await a.present()).toEqual(["bob", "cleo", "dan"]);
    });

    it("ends after the grace for users of a node that went early, before its lease was over", async () => {
      await b.join(entry("s1", "ann"));
      await a.join(entry("s2", "bob"));
      a.graceMs = SHORT;
      expect(await a.look("b")).toEqual([]);
      expect(await a.present()).toEqual(["ann", "bob"]);
      await world.pass(SHORT);
      expect(await a.look("b")).toEqual([{ type: "left", uid: "ann" }]);
    });

    it("begins again when a node comes back that was taken for gone", async () => {
      await a.join(entry("s2", "bob"));
      await b.join(entry("s1", "ann"));
      a.graceMs = 0;
      expect(await a.look("b")).toEqual([{ type: "left", uid: "ann" }]);
      expect(await b.replace([again(entry("s1", "ann"))])).toEqual([{ type: "joined", uid: "ann", info: "" }]);
    });

    it("isn't ended twice by a late goodbye of such a node", async () => {
      await b.join(entry("s1", "ann"));
      a.graceMs = 0;
      expect(await a.look("b")).toEqual([{ type: "left", uid: "ann" }]);
      b.graceMs = 0;
      expect(await b.replace([], entry("s1", "ann"))).toEqual([]);
    });

    it("isn't told again after the store lost it, but for those who came and went meanwhile", async () => {
      await a.join(entry("s1", "ann"), entry("s2", "bob"));
      await b.join(entry("s3", "cleo", "1"));
      await world.lose();
      a.graceMs = SHORT;
      const told = await a.replace([again(entry("s1", "ann")), entry("s4", "dan")], entry("s2", "bob"));
      expect(told).toEqual([{ type: "joined", uid: "dan", info: "" }]);
      const later = await b.replace([again(entry("s3", "cleo", "1"))]);
      expect(await gather(b, 1, later)).toEqual([{ type: "left", uid: "bob" }]);
      expect(await a.present()).toEqual(["ann", "cleo1", "dan"]);
    });

    it("keeps the newest info when a node says again what it had", async () => {
      await a.join(entry("s1", "ann", "1"));
      await b.join(entry("s2", "ann", "2"));
      expect(await a.replace([again(entry("s1", "ann", "1"))])).toEqual([]);
      expect(await a.present()).toEqual(["ann2"]);
    });

    it("ends with a grace for all when the group is cleared", async () => {
      await a.join(entry("s1", "ann"));
      await b.join(entry("s2", "bob"));
      a.graceMs = SHORT;
      expect(await a.write({ type: "clear" })).toEqual([]);
      await world.pass(SHORT);
      const told = await a.look();
      expect(told.map(({ type, uid }) => `${type} ${uid}`).toSorted()).toEqual(["left ann", "left bob"]);
    });

    it("ends too when a node takes sessions out that knows nothing of presence", async () => {
      await a.join(entry("s1", "ann"));
      await world.registry("old").write("g", { type: "clear" });
      expect(await gather(b, 1)).toEqual([{ type: "left", uid: "ann" }]);
    });

    it("leaves nothing behind", async () => {
      const brief = new Node(world.registry("brief", { leaseMs: 50 }));
      brief.graceMs = SHORT;
      await brief.replace([entry("s1", "ann", "1")]);
      await brief.write({
        type: "replace",
        revision: undefined,
        entered: [],
        left: [entry("s1", "ann")],
        afterClear: false,
      });
      expect(await gather(brief, 1)).toEqual([{ type: "left", uid: "ann" }]);
      for (let round = 0; (await world.size()) > 0 && round < 500; round++) await world.pass(10);
      expect(await world.size()).toBe(0);
    });

    it("is decided once when nodes race: a join and a last leave at the same time", async () => {
      for (let round = 0; round < 20; round++) {
        await a.join(entry(`a${round}`, "ann"));
        const told = await Promise.all([a.leave(`a${round}`, "ann"), b.join(entry(`b${round}`, "ann"))]);
        expect(told.flat()).toEqual([]);
        await b.leave(`b${round}`, "ann");
      }
      expect(await a.present()).toEqual(["ann"]);
    });
  });
}
