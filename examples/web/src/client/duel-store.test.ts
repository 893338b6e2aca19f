import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rackOf, type TestDuel, testDuel } from "../server/duel.fixture.js";
import { createDuelStore, type DuelStore } from "./duel-store.js";
import type { TableSeen } from "./table-seen.js";

let test: TestDuel;
beforeEach(async () => {
  test = await testDuel();
});
afterEach(() => test.close());

/** Opens the game in a tab; `table` is what its address says. */
async function openTab(uid: string, table?: string) {
  const client = await test.client({ uid });
  const address = { table };
  const store = createDuelStore(client, {
    read: () => address.table,
    write: (next) => {
      address.table = next;
    },
  });
  return { client, store, address };
}

function seen(store: DuelStore): TableSeen | undefined {
  const { screen } = store.getState();
  return screen.name === "table" ? screen.seen : undefined;
}
const turns = (store: DuelStore) => seen(store)?.game?.value.turns.length;
const screen = (store: DuelStore) => store.getState().screen.name;

async function openGame() {
  const [ann, bob] = [await openTab("ann"), await openTab("bob")];
  ann.store.find();
  await vi.waitFor(() => expect(screen(ann.store)).toBe("waiting"));
  await test.settle();
  bob.store.find();
  await vi.waitFor(() => expect([turns(ann.store), turns(bob.store)]).toEqual([0, 0]));
  const { now } = seen(ann.store)?.game?.value ?? {};
  const annMoves = now?.phase === "playing" && now.toMove === seen(ann.store)?.seat;
  return { ann, bob, mover: annMoves ? ann : bob, other: annMoves ? bob : ann };
}

describe("the store of a tab", () => {
  it("leads two guests from the start to one table, and keeps it in the address", async () => {
    const { ann, bob } = await openGame();
    expect(seen(ann.store)?.table).toBe(seen(bob.store)?.table);
    expect(ann.address.table).toBe(seen(ann.store)?.table);
    expect([seen(ann.store)?.seat, seen(bob.store)?.seat]).toEqual([0, 1]);
    expect(seen(ann.store)?.rack?.value).toHaveLength(7);
  });

  it("goes back to the start when the waiting is given up", async () => {
    const { store } = await openTab("ann");
    store.find();
    await test.settle();
    store.cancel();
    expect(screen(store)).toBe("home");
    await test.settle();
    const bob = await openTab("bob");
    expect(await bob.client.request("lobby.enter")).toEqual({ state: "waiting" });
  });

  it("plays a word: both see it, and the mover's rack is full again", async () => {
    const { mover, other } = await openGame();
    const before = seen(mover.store)?.rack?.value.map((tile) => tile.id);
    const word = (await rackOf(mover.client, mover.address.table ?? "")).slice(0, 2);
    await mover.store.play(word);
    await vi.waitFor(() => expect([turns(mover.store), turns(other.store)]).toEqual([1, 1]));
    expect(mover.store.getState()).toMatchObject({ moving: false, notice: undefined });
    const after = seen(mover.store)?.rack?.value.map((tile) => tile.id);
    expect(after).toHaveLength(7);
    expect(after?.slice(0, 5)).toEqual(before?.slice(2));
  });

  it("says why a move was refused", async () => {
    const { other } = await openGame();
    await other.store.pass();
    expect(other.store.getState().notice).toEqual({ tone: "bad", text: "It isn't your turn." });
    expect(other.store.getState().moving).toBe(false);
  });

  it("finds its table again after a reload", async () => {
    const { ann, mover } = await openGame();
    await mover.store.pass();
    const uid = mover === ann ? "ann" : "bob";
    mover.store.stop();
    await mover.client.close();
    const again = await openTab(uid, mover.address.table);
    await vi.waitFor(() => expect(turns(again.store)).toBe(1));
    expect(seen(again.store)?.rack?.value).toEqual(seen(mover.store)?.rack?.value);
  });

  it("catches up by itself after its connection broke", async () => {
    const { mover, other } = await openGame();
    other.client.disconnect();
    await mover.store.pass();
    await test.settle();
    expect(turns(other.store)).toBe(0);
    await test.clock.advance(2_000);
    await vi.waitFor(() => expect(turns(other.store)).toBe(1));
  });

  it("keeps looking for an opponent after its connection broke", async () => {
    const { client, store } = await openTab("ann");
    store.find();
    await test.settle();
    client.disconnect();
    await test.clock.advance(2_000);
    await vi.waitFor(() => expect(store.getState().status.state).toBe("ready"));
    await test.settle();
    const bob = await openTab("bob");
    bob.store.find();
    await vi.waitFor(() => expect([turns(store), turns(bob.store)]).toEqual([0, 0]));
  });

  it("shows the start, and says why, for a table that is gone or not his", async () => {
    const gone = await openTab("ann", "none");
    await vi.waitFor(() => expect(screen(gone.store)).toBe("home"));
    expect(gone.store.getState().notice?.text).toContain("gone");
    expect(gone.address.table).toBeUndefined();
  });
});
