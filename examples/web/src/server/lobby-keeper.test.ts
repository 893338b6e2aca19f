import { describe, expect, it } from "vitest";
import { createLobby } from "./lobby.js";
import { createLobbyKeeper } from "./lobby-keeper.js";
import { testTables } from "./tables.fixture.js";

async function testKeeper() {
  const test = testTables();
  const lobby = createLobby({ ...test, newId: () => "t" });
  const away = new Set<string>();
  let refreshed = 0;
  const board = {
    read: () => Promise.reject(new Error("unused")),
    announce: () => Promise.reject(new Error("unused")),
    refresh: async () => {
      refreshed += 1;
    },
  };
  const keeper = createLobbyKeeper({ store: test.store, lobby, board, online: async (uid) => !away.has(uid) });
  await lobby.enter({ uid: "ann", name: "Ann" }, { ticket: "s1" });
  return { ...test, lobby, keeper, away, refreshed: () => refreshed };
}

describe("the keeper of the lobby", () => {
  it("gives up the seek of a guest who was away in two rounds", async () => {
    const { keeper, away, store } = await testKeeper();
    await keeper.tidy();
    away.add("ann");
    await keeper.tidy();
    expect((await store.get("t"))?.state.phase).toBe("waiting");
    await keeper.tidy();
    expect((await store.get("t"))?.state.phase).toBe("closed");
  });

  it("leaves it to a guest who came back meanwhile", async () => {
    const { keeper, away, store, lobby } = await testKeeper();
    away.add("ann");
    await keeper.tidy();
    away.clear();
    await lobby.enter({ uid: "ann", name: "Ann" }, { ticket: "s2" });
    await keeper.tidy();
    away.add("ann");
    await keeper.tidy();
    expect((await store.get("t"))?.state.phase).toBe("waiting");
  });

  it("sees to it that the board is as it should be", async () => {
    const { keeper, refreshed } = await testKeeper();
    await keeper.tidy();
    expect(refreshed()).toBe(1);
  });
});
