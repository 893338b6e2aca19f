import { describe, expect, it } from "vitest";
import { createLobbyBoard, type LobbyView } from "./lobby-board.js";
import { seatAnnAndBob, testTables } from "./tables.fixture.js";

function testBoard() {
  const test = testTables();
  const shown: LobbyView[] = [];
  const guests: { uid: string; name: string }[] = [];
  const board = createLobbyBoard({
    store: test.store,
    firstVersion: 1_000,
    guests: async () => [...guests],
    show: async (view) => {
      shown.push(view);
    },
  });
  return { ...test, board, shown, guests };
}

describe("the board in the lobby", () => {
  it("lists who waits, who plays with which score, and who is here", async () => {
    const { board, guests, ...test } = testBoard();
    await seatAnnAndBob(test);
    await test.store.create("u", { phase: "waiting", host: { uid: "cay", name: "Cay" }, ticket: "s1" });
    guests.push({ uid: "cay", name: "Cay" });
    expect(await board.read()).toEqual({
      version: 1_001,
      seeks: [{ table: "u", uid: "cay", name: "Cay" }],
      games: [
        {
          table: "t",
          players: [
            { uid: "ann", name: "Ann", score: 0 },
            { uid: "bob", name: "Bob", score: 0 },
          ],
        },
      ],
      guests: [{ uid: "cay", name: "Cay" }],
      guestCount: 1,
    });
  });

  it("counts all guests and names fifty", async () => {
    const { board, guests } = testBoard();
    for (let at = 0; at < 60; at++) guests.push({ uid: `guest${at}`, name: "Guest" });
    const view = await board.read();
    expect([view.guestCount, view.guests.length]).toEqual([60, 50]);
  });

  it("gives what is read later a higher version, also when several ask at once", async () => {
    const { board, shown } = testBoard();
    const [first, , second] = await Promise.all([board.read(), board.announce(), board.read()]);
    expect([first.version, shown[0]?.version, second.version]).toEqual([1_001, 1_002, 1_003]);
  });

  it("shows changes that come together as one, and misses none", async () => {
    const { board, shown, guests } = testBoard();
    const first = Promise.all([board.announce(), board.announce(), board.announce()]);
    guests.push({ uid: "ann", name: "Ann" });
    await first;
    guests.push({ uid: "bob", name: "Bob" });
    await board.announce();
    expect(shown.at(-1)?.guestCount).toBe(2);
    expect(shown.length).toBe(2);
  });

  it("goes on after a reading that failed", async () => {
    const { store } = testTables();
    let broken = true;
    const board = createLobbyBoard({
      store,
      firstVersion: 0,
      guests: async () => {
        if (broken) throw new Error("gone");
        return [];
      },
      show: async () => undefined,
    });
    await expect(board.announce()).rejects.toThrow("gone");
    broken = false;
    await board.announce();
    expect((await board.read()).version).toBeGreaterThan(0);
  });
});
