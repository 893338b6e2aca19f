import { describe, expect, it } from "vitest";
import { createMemoryVersionSource } from "../store/memory-version-source.js";
import { createLobbyBoard, type LobbyView } from "./lobby-board.js";
import { seatAnnAndBob, testTables } from "./tables.fixture.js";

function testBoard() {
  const test = testTables();
  const shown: LobbyView[] = [];
  const guests: { uid: string; name: string }[] = [];
  const board = createLobbyBoard({
    store: test.store,
    versions: createMemoryVersionSource({ now: () => 1_000 }),
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
      version: 1_000,
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

  it("gives what is read later a higher version, also when it is read first", async () => {
    const test = testTables();
    let slow: Promise<void> | undefined;
    const board = createLobbyBoard({
      store: test.store,
      versions: createMemoryVersionSource({ now: () => 1_000 }),
      guests: async () => {
        const waitFor = slow;
        slow = undefined;
        await waitFor;
        return [];
      },
      show: async () => undefined,
    });
    let go = () => {};
    slow = new Promise((resolve) => {
      go = resolve;
    });
    const first = board.read();
    await seatAnnAndBob(test);
    const second = await board.read();
    go();
    expect(second.games).toHaveLength(1);
    expect(second.version).toBeGreaterThan((await first).version);
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

  it("is refreshed only when it isn't what was shown last", async () => {
    const { board, shown, guests } = testBoard();
    await board.announce();
    await board.refresh();
    expect(shown).toHaveLength(1);
    guests.push({ uid: "ann", name: "Ann" });
    await board.refresh();
    await board.refresh();
    expect(shown.map(({ guestCount }) => guestCount)).toEqual([0, 1]);
  });

  it("goes on after a reading that failed", async () => {
    const { store } = testTables();
    let broken = true;
    const board = createLobbyBoard({
      store,
      versions: createMemoryVersionSource(),
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
