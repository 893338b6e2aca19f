import { describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { PlayingTable } from "../rules/table-state.js";
import type { TableStore } from "../store/table-store.js";
import { seatAnnAndBob, testTables } from "./tables.fixture.js";

const { turnMs } = rulesOfPlay;

async function running(wrap?: (store: TableStore) => TableStore) {
  const test = testTables(wrap);
  await seatAnnAndBob(test);
  const game = async () => (await test.store.get("t"))?.state as PlayingTable;
  const start = await game();
  const mover = start.seats[start.toMove].uid;
  const other = start.seats[start.toMove === 0 ? 1 : 0].uid;
  const pass = (uid: string) => test.tables.act("t", { type: "pass", uid });
  return { test, game, mover, other, pass };
}

describe("tables", () => {
  it("store an accepted action and tell it", async () => {
    const { test, game, mover, pass } = await running();
    expect(await pass(mover)).toMatchObject({ ok: true, table: { version: 3 } });
    expect((await game()).turns).toHaveLength(1);
    expect(test.told.at(-1)).toMatchObject({ table: { version: 3 }, events: [{ type: "turn" }, { type: "drew" }] });
  });

  it("store and tell nothing when an action is refused", async () => {
    const { test, other, pass } = await running();
    const before = test.told.length;
    expect(await pass(other)).toEqual({ ok: false, refusal: { code: "NOT_YOUR_TURN" } });
    expect((await test.store.get("t"))?.version).toBe(2);
    expect(test.told).toHaveLength(before);
  });

  it("refuse an unknown table", async () => {
    const { tables } = testTables();
    expect(await tables.act("t", { type: "expire" })).toEqual({ ok: false, refusal: { code: "NO_SUCH_TABLE" } });
    expect(await tables.look("t")).toBeUndefined();
  });

  it("refuse a second seat to who plays already", async () => {
    const { test } = await running();
    await test.tables.open("u", { phase: "waiting", host: { uid: "cay", name: "Cay" }, ticket: "s" });
    const joined = await test.tables.act("u", { type: "join", player: { uid: "ann", name: "Ann" } });
    expect(joined).toEqual({ ok: false, refusal: { code: "SEAT_TAKEN" } });
  });
});

describe("a turn whose time is up", () => {
  it("is expired when its player moves too late", async () => {
    const { test, game, mover, pass } = await running();
    test.time = turnMs;
    expect(await pass(mover)).toEqual({ ok: false, refusal: { code: "NOT_YOUR_TURN" } });
    expect((await game()).turns.map((turn) => turn.kind)).toEqual(["missed"]);
    expect(test.told.at(-1)?.events[0]).toMatchObject({ type: "turn", turn: { kind: "missed" } });
  });

  it("is expired before the other's move is taken", async () => {
    const { test, game, other, pass } = await running();
    test.time = turnMs;
    expect((await pass(other)).ok).toBe(true);
    expect((await game()).turns.map((turn) => turn.kind)).toEqual(["missed", "pass"]);
  });

  it("is expired for whoever looks, not before its time", async () => {
    const { test } = await running();
    test.time = turnMs - 1;
    expect((await test.tables.look("t"))?.version).toBe(2);
    test.time = turnMs;
    expect((await test.tables.look("t"))?.version).toBe(3);
    expect((await test.tables.look("t"))?.version).toBe(3);
  });

  it("is expired once, however many notice it together", async () => {
    const { test, game } = await running();
    const before = test.told.length;
    test.time = turnMs;
    const { tables } = test;
    await Promise.all([tables.lookAfter("t"), tables.lookAfter("t"), tables.look("t")]);
    expect((await game()).turns).toHaveLength(1);
    expect(test.told.filter(({ table }) => table.version === 3)).toHaveLength(1);
    expect(before).toBe(2);
  });
});

describe("others who write at the same time", () => {
  it("make an action be judged anew by what they stored", async () => {
    let race: (() => Promise<unknown>) | undefined;
    const { test, mover, pass } = await running((store) => ({
      ...store,
      update: async (...args) => {
        const first = race;
        race = undefined;
        await first?.();
        return store.update(...args);
      },
    }));
    race = () => pass(mover);
    expect(await pass(mover)).toEqual({ ok: false, refusal: { code: "NOT_YOUR_TURN" } });
    expect((await test.store.get("t"))?.version).toBe(3);
  });

  it("don't make it try for ever", async () => {
    const { test, mover, pass } = await running((store) => ({
      ...store,
      update: async (id, version, next) =>
        version > 1 ? { ok: false, reason: "changed" } : store.update(id, version, next),
    }));
    await expect(pass(mover)).rejects.toMatchObject({ code: "BUSY", retryable: true });
    expect((await test.store.get("t"))?.version).toBe(2);
  });
});

describe("news that can't be told", () => {
  it("leave what is stored, and the answer, as they are; whoever looks after the table tells all", async () => {
    const { test, mover, pass } = await running();
    test.tellFails = true;
    expect((await pass(mover)).ok).toBe(true);
    expect(test.untold).toHaveLength(1);
    test.tellFails = false;
    test.time = 10_000;
    expect(await test.store.claimDue({ leaseMs: 1_000, limit: 5 })).toEqual(["t"]);
    await test.tables.lookAfter("t");
    expect(test.told.at(-1)).toMatchObject({ table: { version: 3 }, events: [{ type: "drew" }, { type: "drew" }] });
    test.time = 20_000;
    expect(await test.store.claimDue({ leaseMs: 1_000, limit: 5 })).toEqual([]);
  });

  it("aren't forgotten when the next move is told", async () => {
    const { test, mover, other, pass } = await running();
    test.tellFails = true;
    await pass(mover);
    test.tellFails = false;
    test.time = 1_000;
    await pass(other);
    test.time = 10_000;
    expect(await test.store.claimDue({ leaseMs: 1_000, limit: 5 })).toEqual(["t"]);
    await test.tables.lookAfter("t");
    expect(test.told.at(-1)).toMatchObject({ table: { version: 4 }, events: [{ type: "drew" }, { type: "drew" }] });
    test.time = 20_000;
    expect(await test.store.claimDue({ leaseMs: 1_000, limit: 5 })).toEqual([]);
  });

  it("lead both players to a game that has just begun", async () => {
    const test = testTables();
    test.tellFails = true;
    await seatAnnAndBob(test);
    test.tellFails = false;
    await test.tables.lookAfter("t");
    expect(test.told[0]?.events).toEqual([{ type: "started" }, { type: "drew", seat: 0 }, { type: "drew", seat: 1 }]);
  });

  it("are forgotten with their table", async () => {
    const { tables, told } = testTables();
    await tables.lookAfter("none");
    expect(told).toEqual([]);
  });
});
