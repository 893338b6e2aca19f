import { describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { TableStore } from "../store/table-store.js";
import { createSweeper } from "./sweeper.js";
import { seatAnnAndBob, testTables } from "./tables.fixture.js";

const { turnMs } = rulesOfPlay;

async function testSweeper(wrap?: (store: TableStore) => TableStore) {
  const test = testTables(wrap);
  await seatAnnAndBob(test);
  const errors: unknown[] = [];
  const sweeper = () => createSweeper({ ...test, onError: (reason) => errors.push(reason) });
  const turns = async () => {
    const state = (await test.store.get("t"))?.state;
    return state?.phase === "playing" || state?.phase === "over" ? state.turns.map(({ kind }) => kind) : [];
  };
  return { test, sweeper, turns, errors };
}

describe("a sweeper", () => {
  it("expires turns whose time is up, until the game is lost", async () => {
    const { test, sweeper, turns } = await testSweeper();
    const { sweep } = sweeper();
    test.time = turnMs - 1;
    await sweep();
    expect(await turns()).toEqual([]);
    for (let turn = 1; turn <= 5; turn++) {
      test.time = turn * turnMs;
      await sweep();
    }
    expect(await turns()).toEqual(["missed", "missed", "missed"]);
    expect((await test.store.get("t"))?.state.phase).toBe("over");
  });

  it("leaves a table to the one who was first", async () => {
    const { test, sweeper, turns } = await testSweeper();
    const before = test.told.length;
    test.time = turnMs;
    await Promise.all(Array.from({ length: 5 }, () => sweeper().sweep()));
    expect(await turns()).toEqual(["missed"]);
    expect(test.told).toHaveLength(before + 1);
  });

  it("takes over from one who died while he judged, when his lease is over", async () => {
    const { test, sweeper, turns } = await testSweeper();
    test.time = turnMs;
    // This one claims, and is never heard of again.
    const stuck = createSweeper({
      ...test,
      tables: { ...test.tables, lookAfter: () => new Promise(() => undefined) },
      onError: () => undefined,
    });
    void stuck.sweep();
    const { sweep } = sweeper();
    await sweep();
    expect(await turns()).toEqual([]);
    test.time += 5_000;
    await sweep();
    expect(await turns()).toEqual(["missed"]);
  });

  it("looks after all that is due, however much that is", async () => {
    const { test, sweeper } = await testSweeper();
    for (let at = 0; at < 50; at++) {
      await test.store.create(`t${at}`, { phase: "waiting", host: { uid: `u${at}`, name: "" }, ticket: "s" });
    }
    test.time = 10_000;
    await sweeper().sweep();
    expect(new Set(test.told.map(({ table }) => table.id)).size).toBe(51);
  });

  it("goes on after a table that can't be looked after, and a store that can't be reached", async () => {
    let broken = false;
    const { test, sweeper, turns, errors } = await testSweeper((store) => ({
      ...store,
      claimDue: async (options) => {
        if (broken) throw new Error("away");
        return ["none", ...(await store.claimDue(options))];
      },
      told: async (id, version, since) => {
        if (id === "none") throw new Error("ill");
        return store.told(id, version, since);
      },
    }));
    const { sweep } = sweeper();
    broken = true;
    await sweep();
    broken = false;
    test.time = turnMs;
    await sweep();
    expect(await turns()).toEqual(["missed"]);
    expect(errors.map(String)).toEqual(["Error: away", "Error: ill"]);
  });
});
