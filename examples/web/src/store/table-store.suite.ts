import { beforeEach, describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import { seededRandom } from "../rules/seeded-random.js";
import { startGame } from "../rules/start-game.js";
import type { OverTable, PlayingTable, WaitingTable } from "../rules/table-state.js";
import type { TableStore } from "./table-store.js";

const player = (uid: string) => ({ uid, name: uid });
const waitingFor = (uid: string): WaitingTable => ({ phase: "waiting", host: player(uid), ticket: "s1" });
const gameOf = (first: string, second: string, now = 0): PlayingTable =>
  startGame([player(first), player(second)], { now, random: seededRandom(1) });
const ended = (game: PlayingTable): OverTable => ({ ...game, phase: "over", reason: "turns", winner: 0 });

/** Describes what every `TableStore` has to do; run it on each implementation. */
export function describeTableStore(
  name: string,
  createStore: (options?: { readonly newsMs: number }) => TableStore,
): void {
  describe(name, () => {
    let store: TableStore;
    beforeEach(() => {
      store = createStore();
    });

    it("keeps what was created, as version 1", async () => {
      const written = await store.create("t", waitingFor("ann"));
      expect(written).toEqual({ ok: true, table: { id: "t", version: 1, state: waitingFor("ann") } });
      expect(await store.get("t")).toEqual({ id: "t", version: 1, state: waitingFor("ann") });
      expect(await store.get("other")).toBeUndefined();
    });

    it("doesn't create over an existing table", async () => {
      await store.create("t", waitingFor("ann"));
      expect(await store.create("t", waitingFor("bob"))).toEqual({ ok: false, reason: "changed" });
      expect((await store.get("t"))?.state).toEqual(waitingFor("ann"));
    });

    it("updates the expected version only", async () => {
      await store.create("t", waitingFor("ann"));
      const next = gameOf("ann", "bob");
      expect(await store.update("t", 2, next)).toEqual({ ok: false, reason: "changed" });
      expect(await store.update("t", 1, next)).toEqual({ ok: true, table: { id: "t", version: 2, state: next } });
      expect(await store.update("t", 1, next)).toEqual({ ok: false, reason: "changed" });
      expect(await store.update("none", 1, next)).toEqual({ ok: false, reason: "changed" });
    });

    it("lets one of many concurrent writers win", async () => {
      await store.create("t", gameOf("ann", "bob"));
      const writers = Array.from({ length: 20 }, (_, at) => store.update("t", 1, gameOf("ann", "bob", at)));
      const outcomes = await Promise.all(writers);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      expect((await store.get("t"))?.version).toBe(2);
    });

    it("finds the live table of a user until it ends", async () => {
      await store.create("t", waitingFor("ann"));
      expect((await store.liveTableOf("ann"))?.id).toBe("t");
      const game = gameOf("ann", "bob");
      await store.update("t", 1, game);
      expect((await store.liveTableOf("bob"))?.version).toBe(2);
      await store.update("t", 2, ended(game));
      expect(await store.liveTableOf("ann")).toBeUndefined();
      expect(await store.liveTableOf("bob")).toBeUndefined();
      expect((await store.get("t"))?.version).toBe(3);
    });

    it("seats a user at one live table at most", async () => {
      await store.create("t", waitingFor("ann"));
      await store.create("u", waitingFor("bob"));
      expect(await store.create("v", waitingFor("ann"))).toEqual({ ok: false, reason: "seated" });
      expect(await store.update("u", 1, gameOf("bob", "ann"))).toEqual({ ok: false, reason: "seated" });
      expect((await store.get("u"))?.version).toBe(1);
      await store.update("t", 1, { phase: "closed" });
      expect((await store.update("u", 1, gameOf("bob", "ann"))).ok).toBe(true);
    });

    it("lets one of many seat a user who comes to many tables at once", async () => {
      const tables = Array.from({ length: 20 }, (_, at) => `t${at}`);
      const outcomes = await Promise.all(tables.map((id) => store.create(id, waitingFor("ann"))));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await store.waiting(50)).toHaveLength(1);
    });

    it("lists waiting tables, oldest first, so many at most", async () => {
      for (const uid of ["cay", "ann", "bob"]) await store.create(`t-${uid}`, waitingFor(uid));
      await store.update("t-ann", 1, gameOf("ann", "dan"));
      expect((await store.waiting(5)).map((table) => table.id)).toEqual(["t-cay", "t-bob"]);
      await store.update("t-bob", 1, waitingFor("bob"));
      expect((await store.waiting(1)).map((table) => table.id)).toEqual(["t-cay"]);
    });

    it("lists running games, the newest first, so many at most", async () => {
      for (const uid of ["ann", "bob", "cay"]) await store.create(`t-${uid}`, waitingFor(uid));
      for (const uid of ["cay", "ann"]) await store.update(`t-${uid}`, 1, gameOf(uid, `${uid}-2`));
      expect((await store.running(5)).map((table) => table.id)).toEqual(["t-ann", "t-cay"]);
      expect((await store.running(1)).map((table) => table.id)).toEqual(["t-ann"]);
      await store.update("t-ann", 2, ended(gameOf("ann", "ann-2")));
      expect((await store.running(5)).map((table) => table.id)).toEqual(["t-cay"]);
    });
  });

  describe(`${name}: what is due`, () => {
    const { turnMs } = rulesOfPlay;
    const claim = { leaseMs: 60_000, limit: 50 };

    /** Starts a game whose first turn ends in so many ms; its news is told. */
    async function play(store: TableStore, id: string, endsInMs: number): Promise<PlayingTable> {
      const game = gameOf(`${id}-1`, `${id}-2`, (await store.now()) + endsInMs - turnMs);
      await store.create(id, game);
      await store.told(id, 1, 0);
      return game;
    }

    it("is a game from its deadline on, the longest due first, so many at most", async () => {
      const store = createStore();
      await play(store, "late", -10);
      await play(store, "later", -1_000);
      await play(store, "running", 60_000);
      expect(await store.claimDue({ ...claim, limit: 1 })).toEqual(["later"]);
      expect(await store.claimDue(claim)).toEqual(["late"]);
      expect(await store.claimDue(claim)).toEqual([]);
    });

    it("is claimed by one of many", async () => {
      const store = createStore();
      for (let at = 0; at < 10; at++) await play(store, `t${at}`, 0);
      const claims = await Promise.all(Array.from({ length: 20 }, () => store.claimDue({ ...claim, limit: 3 })));
      expect(claims.flat().sort()).toEqual(Array.from({ length: 10 }, (_, at) => `t${at}`));
    });

    it("is due again when the one who claimed it let his lease pass", async () => {
      const store = createStore();
      await play(store, "t", 0);
      expect(await store.claimDue({ leaseMs: 1, limit: 50 })).toEqual(["t"]);
      await passing(store, 5);
      expect(await store.claimDue(claim)).toEqual(["t"]);
    });

    it("is due no more when it was judged and told, until its next deadline", async () => {
      const store = createStore();
      await play(store, "t", 0);
      await store.claimDue({ leaseMs: 1, limit: 50 });
      await store.update("t", 1, gameOf("t-1", "t-2", await store.now()));
      await store.told("t", 2, 0);
      await passing(store, 5);
      expect(await store.claimDue(claim)).toEqual([]);
    });

    it("is a table whose news nobody told, also when it has ended", async () => {
      const store = createStore({ newsMs: 1 });
      const game = await play(store, "t", 60_000);
      await store.create("u", waitingFor("ann"));
      await passing(store, 5);
      expect(await store.claimDue(claim)).toEqual(["u"]);
      await store.update("t", 1, ended(game));
      await passing(store, 5);
      expect(await store.claimDue(claim)).toEqual(["t"]);
      await store.told("t", 2, 0);
      expect((await store.get("t"))?.version).toBe(2);
    });

    it("isn't a table whose news may still be under way", async () => {
      const store = createStore({ newsMs: 60_000 });
      await store.create("t", waitingFor("ann"));
      expect(await store.claimDue(claim)).toEqual([]);
    });

    it("stays due when only the news of an older version was told", async () => {
      const store = createStore({ newsMs: 1 });
      await store.create("t", waitingFor("ann"));
      await store.update("t", 1, { phase: "closed" });
      await store.told("t", 1, 0);
      await passing(store, 5);
      expect(await store.claimDue(claim)).toEqual(["t"]);
      await store.told("t", 2, 0);
      expect(await store.claimDue({ leaseMs: 1, limit: 50 })).toEqual([]);
    });

    it("stays due when the news of a newer version was told, but not what was before", async () => {
      const store = createStore({ newsMs: 1 });
      await store.create("t", waitingFor("ann"));
      await store.update("t", 1, { phase: "closed" });
      await store.told("t", 2, 1);
      await passing(store, 5);
      expect(await store.claimDue({ leaseMs: 1, limit: 50 })).toEqual(["t"]);
      await store.told("t", 1, 0);
      await store.told("t", 2, 1);
      expect(await store.claimDue({ leaseMs: 1, limit: 50 })).toEqual([]);
    });
  });
}

/** Waits until so many ms have passed on the store's clock. */
async function passing(store: TableStore, ms: number): Promise<void> {
  const start = await store.now();
  while ((await store.now()) < start + ms) await new Promise((resolve) => setTimeout(resolve, 1));
}
