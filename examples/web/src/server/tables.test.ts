import { describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { PlayingTable } from "../rules/table-state.js";
import { createMemoryTableStore } from "./memory-table-store.js";
import type { TableStore } from "./table-store.js";
import { seatAnnAndBob, testTables } from "./tables.fixture.js";

const { turnMs } = rulesOfPlay;

async function running(store?: TableStore) {
  const test = testTables(store);
  await seatAnnAndBob(test);
  const game = async () => (await test.store.get("t"))?.state as PlayingTable;
  const start = await game();
  const uids = { mover: start.seats[start.toMove].uid, other: start.seats[start.toMove === 0 ? 1 : 0].uid };
  return { ...test, game, ...uids };
}

describe("tables", () => {
  it("store an accepted action and tell it", async () => {
    const { tables, told, game, mover } = await running();
    const acted = await tables.act("t", { type: "pass", uid: mover }, 10);
    expect(acted).toMatchObject({ ok: true, table: { version: 3 } });
    expect((await game()).turns).toHaveLength(1);
    expect(told.at(-1)).toMatchObject({ table: { version: 3 }, events: [{ type: "turn" }, { type: "drew" }] });
  });

  it("store and tell nothing when an action is refused", async () => {
    const { tables, told, store, other } = await running();
    const before = told.length;
    const acted = await tables.act("t", { type: "pass", uid: other }, 10);
    expect(acted).toEqual({ ok: false, refusal: { code: "NOT_YOUR_TURN" } });
    expect((await store.get("t"))?.version).toBe(2);
    expect(told).toHaveLength(before);
  });

  it("refuse an unknown table", async () => {
    const { tables } = testTables();
    expect(await tables.act("t", { type: "expire" }, 0)).toEqual({ ok: false, refusal: { code: "NO_SUCH_TABLE" } });
    expect(await tables.look("t", 0)).toBeUndefined();
  });

  it("expire a turn whose time is up when its player moves too late", async () => {
    const { tables, told, game, mover } = await running();
    const acted = await tables.act("t", { type: "pass", uid: mover }, turnMs);
    expect(acted).toEqual({ ok: false, refusal: { code: "NOT_YOUR_TURN" } });
    expect((await game()).turns.map((turn) => turn.kind)).toEqual(["missed"]);
    expect(told.at(-1)?.events[0]).toMatchObject({ type: "turn", turn: { kind: "missed" } });
  });

  it("expire it and take the other's move when he comes after the deadline", async () => {
    const { tables, game, other } = await running();
    const acted = await tables.act("t", { type: "pass", uid: other }, turnMs);
    expect(acted.ok).toBe(true);
    expect((await game()).turns.map((turn) => turn.kind)).toEqual(["missed", "pass"]);
  });

  it("expire it for whoever looks, not before its time", async () => {
    const { tables } = await running();
    expect((await tables.look("t", turnMs - 1))?.version).toBe(2);
    expect((await tables.look("t", turnMs))?.version).toBe(3);
    expect((await tables.look("t", turnMs))?.version).toBe(3);
  });

  it("answer who asks to expire a turn", async () => {
    const { tables } = await running();
    expect(await tables.act("t", { type: "expire" }, turnMs)).toMatchObject({ ok: true, table: { version: 3 } });
    const tooEarly = { ok: false, refusal: { code: "NOT_DUE" } };
    expect(await tables.act("t", { type: "expire" }, turnMs)).toEqual(tooEarly);
  });

  it("expire what is due when asked to, until the game is lost", async () => {
    const { tables, game } = await running();
    await tables.expireDue(turnMs - 1);
    expect((await game()).turns).toHaveLength(0);
    for (let turn = 1; turn <= 5; turn++) await tables.expireDue(turn * turnMs);
    expect((await game()).turns).toHaveLength(3);
    expect((await game()).phase).toBe("over");
  });

  it("expire a turn once, however many notice it together", async () => {
    const { tables, game, told } = await running();
    const before = told.length;
    await Promise.all([tables.expireDue(turnMs), tables.expireDue(turnMs), tables.look("t", turnMs)]);
    expect((await game()).turns).toHaveLength(1);
    expect(told).toHaveLength(before + 1);
  });

  it("repeat an action on what another process stored in between", async () => {
    const memory = createMemoryTableStore();
    let race: (() => Promise<unknown>) | undefined;
    const { tables, mover, store } = await running({
      ...memory,
      update: async (...args) => {
        const first = race;
        race = undefined;
        await first?.();
        return memory.update(...args);
      },
    });
    race = async () => {
      const table = await store.get("t");
      if (table !== undefined)
        await memory.update("t", table.version, { ...(table.state as PlayingTable), deadline: 99_999 });
    };
    const acted = await tables.act("t", { type: "pass", uid: mover }, 10);
    expect(acted).toMatchObject({ ok: true, table: { version: 4 } });
  });
});
