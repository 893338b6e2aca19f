import { beforeEach, describe, expect, it } from "vitest";
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
export function describeTableStore(name: string, createStore: () => TableStore | Promise<TableStore>): void {
  describe(name, () => {
    let store: TableStore;
    beforeEach(async () => {
      store = await createStore();
    });

    it("keeps what was created, as version 1", async () => {
      const written = await store.create("t", waitingFor("ann"));
      expect(written).toEqual({ ok: true, table: { id: "t", version: 1, state: waitingFor("ann") } });
      expect(await store.get("t")).toEqual({ id: "t", version: 1, state: waitingFor("ann") });
      expect(await store.get("other")).toBeUndefined();
    });

    it("doesn't create over an existing table", async () => {
      await store.create("t", waitingFor("ann"));
      expect(await store.create("t", waitingFor("bob"))).toEqual({ ok: false, reason: "conflict" });
      expect((await store.get("t"))?.state).toEqual(waitingFor("ann"));
    });

    it("updates the expected version only", async () => {
      await store.create("t", waitingFor("ann"));
      const next = gameOf("ann", "bob");
      expect(await store.update("t", 2, next)).toEqual({ ok: false, reason: "conflict" });
      expect(await store.update("t", 1, next)).toEqual({ ok: true, table: { id: "t", version: 2, state: next } });
      expect(await store.update("t", 1, next)).toEqual({ ok: false, reason: "conflict" });
      expect(await store.update("none", 1, next)).toEqual({ ok: false, reason: "conflict" });
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
      expect(await store.create("v", waitingFor("ann"))).toEqual({ ok: false, reason: "conflict" });
      expect(await store.update("u", 1, gameOf("bob", "ann"))).toEqual({ ok: false, reason: "conflict" });
      expect((await store.get("u"))?.version).toBe(1);
      await store.update("t", 1, { phase: "closed" });
      expect((await store.update("u", 1, gameOf("bob", "ann"))).ok).toBe(true);
    });

    it("lists waiting tables, oldest first", async () => {
      for (const uid of ["cay", "ann", "bob"]) await store.create(`t-${uid}`, waitingFor(uid));
      await store.update("t-ann", 1, gameOf("ann", "dan"));
      expect((await store.waiting()).map((table) => table.id)).toEqual(["t-cay", "t-bob"]);
    });

    it("lists running games, the newest first, so many at most", async () => {
      for (const uid of ["ann", "bob", "cay"]) await store.create(`t-${uid}`, waitingFor(uid));
      for (const uid of ["cay", "ann"]) await store.update(`t-${uid}`, 1, gameOf(uid, `${uid}-2`));
      expect((await store.running(5)).map((table) => table.id)).toEqual(["t-ann", "t-cay"]);
      expect((await store.running(1)).map((table) => table.id)).toEqual(["t-ann"]);
      await store.update("t-ann", 2, ended(gameOf("ann", "ann-2")));
      expect((await store.running(5)).map((table) => table.id)).toEqual(["t-cay"]);
    });

    it("lists running tables from their deadline on", async () => {
      const [early, late] = [gameOf("ann", "bob", 0), gameOf("cay", "dan", 1_000)];
      await store.create("early", early);
      await store.create("late", late);
      await store.create("waiting", waitingFor("eve"));
      expect(await store.due(early.deadline - 1)).toEqual([]);
      expect(await store.due(early.deadline)).toEqual(["early"]);
      expect([...(await store.due(late.deadline))].sort()).toEqual(["early", "late"]);
      await store.update("early", 1, ended(early));
      expect(await store.due(late.deadline)).toEqual(["late"]);
    });
  });
}
