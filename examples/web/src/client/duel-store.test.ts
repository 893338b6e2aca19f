import { VolleyError } from "@volley/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rackOf, type TestDuel, testDuel } from "../server/duel.fixture.js";
import { createDuelStore, type DuelStore } from "./duel-store.js";
import type { Place } from "./page-address.js";
import type { TableSeen } from "./table-seen.js";

let test: TestDuel;
beforeEach(async () => {
  test = await testDuel();
});
afterEach(() => test.close());

/** Opens the game in a tab; `place` is what its address says. */
async function openTab(uid: string, place?: Place) {
  const client = await test.client({ uid });
  let follow: (place: Place | undefined) => void = () => undefined;
  const address = { place, follow: (to: Place | undefined) => follow(to) };
  const store = createDuelStore(
    client,
    {
      read: () => address.place,
      write: (next) => {
        address.place = next;
      },
      onChange: (listener) => {
        follow = listener;
        return () => undefined;
      },
    },
    { retryMs: 1 },
  );
  return { client, store, address };
}

function seen(store: DuelStore): TableSeen | undefined {
  const { screen } = store.getState();
  return screen.name === "table" || screen.name === "tv" ? screen.seen : undefined;
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
    expect(ann.address.place).toEqual({ what: "table", table: seen(ann.store)?.table });
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
    const word = (await rackOf(mover.client, mover.address.place?.table ?? "")).slice(0, 2);
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
    const again = await openTab(uid, mover.address.place);
    await vi.waitFor(() => expect(turns(again.store)).toBe(1));
    expect(seen(again.store)?.rack?.value).toEqual(seen(mover.store)?.rack?.value);
  });

  it("catches up after its connection broke, without asking: what it missed comes by itself", async () => {
    const { mover, other } = await openGame();
    await test.settle();
    const asked = vi.spyOn(other.client, "request");
    other.client.disconnect();
    await mover.store.say("are you there?");
    await mover.store.pass();
    await test.settle();
    expect(turns(other.store)).toBe(0);
    await test.clock.advance(2_000);
    await vi.waitFor(() => expect(turns(other.store)).toBe(1));
    expect(seen(other.store)?.chat).toMatchObject([{ text: "are you there?" }]);
    expect(other.store.getState().status).toMatchObject({ state: "ready", resumed: true });
    expect(asked).not.toHaveBeenCalled();
  });

  it("looks again when what it missed isn't kept any more", async () => {
    const { mover, other } = await openGame();
    other.client.disconnect();
    await mover.store.pass();
    // More than a table's stream keeps.
    const table = other.address.place?.table ?? "";
    const group = test.servers[0]?.group("table:{id}", { id: table });
    for (let line = 0; line < 101; line++) {
      const said = { seq: 1, uid: "ann", name: "Ann", text: "?", at: 1 };
      await group?.push("table.said", { table, line: said });
    }
    await test.clock.advance(2_000);
    await vi.waitFor(() => expect(turns(other.store)).toBe(1));
    expect(other.store.getState().status).toMatchObject({ resumed: true });
  });

  it("makes a move once that the connection broke under, and says nothing of it", async () => {
    const { mover, other } = await openGame();
    const passing = mover.store.pass();
    mover.client.disconnect();
    await test.settle();
    await test.clock.advance(2_000);
    await passing;
    await vi.waitFor(() => expect([turns(mover.store), turns(other.store)]).toEqual([1, 1]));
    expect(mover.store.getState()).toMatchObject({ moving: false, notice: undefined });
  });

  it("complains about a move whose outcome nobody knows only until the table shows that it counted", async () => {
    const { mover, other } = await openGame();
    const unknown = () => ({ result: async () => ({ ok: false, error: new VolleyError("OUTCOME_UNKNOWN", "lost") }) });
    const { request } = mover.client;
    vi.spyOn(mover.client, "request").mockImplementation(((name: string, ...args: [never]) =>
      name === "table.pass" ? unknown() : request(name as never, ...args)) as never);
    await mover.store.pass();
    expect(mover.store.getState().notice?.text).toContain("lost half way");
    await request("table.pass", { table: mover.address.place?.table ?? "" });
    await vi.waitFor(() => expect(turns(mover.store)).toBe(1));
    expect(mover.store.getState().notice).toBeUndefined();
    await other.store.pass();
    await vi.waitFor(() => expect(turns(mover.store)).toBe(2));
  });

  it("asks again when the server behind its own couldn't answer", async () => {
    const failOnce = (what: "get" | "liveTableOf" | "waiting") =>
      vi.spyOn(test.stores.tables, what).mockRejectedValueOnce(new VolleyError("UNAVAILABLE", "away"));
    const { mover, other } = await openGame();
    for (const [uid, { what, table = "" }] of Object.entries({
      ann: { ...mover.address.place, what: "table" },
      eve: { ...mover.address.place, what: "tv" },
    } as const)) {
      const failed = failOnce("get");
      const tab = await openTab(uid, { what, table });
      await vi.waitFor(() => expect(turns(tab.store)).toBe(0));
      expect(failed).toHaveBeenCalled();
    }
    await other.store.resign();
    failOnce("get");
    const late = await openTab("fay", { what: "game", table: mover.address.place?.table ?? "" });
    await vi.waitFor(() => expect(late.store.getState().screen).toMatchObject({ replay: { left: expect.any(Array) } }));

    failOnce("waiting");
    const dan = await openTab("dan");
    await vi.waitFor(() => expect(dan.store.getState().lobby.view).toBeDefined());
    failOnce("liveTableOf");
    dan.store.find();
    const cay = await openTab("cay");
    await vi.waitFor(() => expect(cay.store.getState().lobby.view?.seeks).toMatchObject([{ uid: "dan" }]));
    expect(screen(dan.store)).toBe("waiting");
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
    const gone = await openTab("ann", { what: "table", table: "none" });
    await vi.waitFor(() => expect(screen(gone.store)).toBe("home"));
    expect(gone.store.getState().notice?.text).toContain("gone");
    expect(gone.address.place).toBeUndefined();
  });

  it("shows who comes with the link of a player's table the game, without a rack, and the replay when it is over", async () => {
    const { mover, other } = await openGame();
    const eve = await openTab("eve", mover.address.place);
    await vi.waitFor(() => expect(screen(eve.store)).toBe("tv"));
    await vi.waitFor(() => expect(turns(eve.store)).toBe(0));
    await vi.waitFor(() => expect(seen(mover.store)?.watchers?.value).toBe(1));
    await mover.store.pass();
    await vi.waitFor(() => expect(turns(eve.store)).toBe(1));
    expect(seen(eve.store)).toMatchObject({ rack: undefined, seat: undefined });
    await other.store.resign();
    await vi.waitFor(() => expect(seen(eve.store)?.game?.value.now.phase).toBe("over"));
    eve.address.follow({ what: "game", table: mover.address.place?.table ?? "" });
    await vi.waitFor(() =>
      expect(eve.store.getState().screen).toMatchObject({
        name: "game",
        replay: { held: [{ tiles: expect.any(Array) }] },
      }),
    );
    await vi.waitFor(() => expect(seen(mover.store)?.watchers?.value).toBe(0));
  });

  it("shows a game by its link as long as it is played, instead of a replay", async () => {
    const { mover } = await openGame();
    const eve = await openTab("eve", { what: "game", table: mover.address.place?.table ?? "" });
    await vi.waitFor(() => expect(screen(eve.store)).toBe("tv"));
  });

  it("goes back to the start, and says why, when the replay is gone", async () => {
    const eve = await openTab("eve", { what: "game", table: "none" });
    await vi.waitFor(() => expect(screen(eve.store)).toBe("home"));
    expect(eve.store.getState().notice?.text).toContain("gone");
  });

  it("lets a guest take a seek that he sees, and is told when somebody was faster", async () => {
    const [ann, bob, eve] = [await openTab("ann"), await openTab("bob"), await openTab("eve")];
    ann.store.find();
    const seekIn = ({ store }: typeof bob) => store.getState().lobby.view?.seeks[0]?.table;
    await vi.waitFor(() => expect([seekIn(bob), seekIn(eve)]).toEqual([expect.any(String), expect.any(String)]));
    const table = seekIn(bob) ?? "";
    await bob.store.accept(table);
    await vi.waitFor(() => expect([screen(ann.store), screen(bob.store)]).toEqual(["table", "table"]));
    await eve.store.accept(table);
    expect(eve.store.getState().notice?.text).toContain("faster");
    await vi.waitFor(() => expect(eve.store.getState().lobby.view?.games).toHaveLength(1));
  });

  it("stops waiting when the guest watches a game instead", async () => {
    const { mover } = await openGame();
    const eve = await openTab("eve");
    eve.store.find();
    await vi.waitFor(() => expect(eve.store.getState().lobby.view?.seeks).toHaveLength(1));
    eve.address.follow({ what: "tv", table: mover.address.place?.table ?? "" });
    await vi.waitFor(() => expect(turns(eve.store)).toBe(0));
    const fay = await openTab("fay");
    expect(await fay.client.request("lobby.enter")).toEqual({ state: "waiting" });
  });

  it("says things in the lobby and at the table, and shows the own lines when they come back", async () => {
    const fay = await openTab("fay");
    expect(await fay.store.say("hello")).toBe(true);
    await vi.waitFor(() => expect(fay.store.getState().lobby.chat).toMatchObject([{ uid: "fay", text: "hello" }]));
    const { mover, other } = await openGame();
    await mover.store.say("good luck");
    for (const { store } of [mover, other]) {
      await vi.waitFor(() => expect(seen(store)?.chat).toMatchObject([{ text: "good luck" }]));
    }
    expect(await mover.store.say(" ")).toBe(false);
    expect(mover.store.getState().notice?.tone).toBe("bad");
  });
});
