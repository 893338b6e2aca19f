import { describe, expect, it } from "vitest";
import { rulesOfPlay } from "../rules/rules-of-play.js";
import type { PlayingTable } from "../rules/table-state.js";
import { createLobby } from "./lobby.js";
import { testTables } from "./tables.fixture.js";

function testLobby() {
  const test = testTables();
  let made = 0;
  const newId = () => {
    made += 1;
    return `t${made}`;
  };
  const lobby = createLobby({ ...test, newId });
  const enter = (uid: string, { ticket = `${uid}-1` } = {}) => lobby.enter({ uid, name: uid }, { ticket });
  const leave = (uid: string, { ticket = `${uid}-1` } = {}) => lobby.leave(uid, { ticket });
  /** Lets so many turns pass in which nobody moves. */
  const letPass = async (turns: number) => {
    for (let turn = 1; turn <= turns; turn++) {
      test.time = turn * rulesOfPlay.turnMs;
      await test.tables.lookAfter("t1");
    }
  };
  return { test, ...test, enter, leave, letPass };
}
const phaseOf = (table: { state: { phase: string } } | undefined) => table?.state.phase;

describe("the lobby", () => {
  it("lets the first guest wait and seats the second opposite him", async () => {
    const { enter, told } = testLobby();
    const first = await enter("ann");
    expect(phaseOf(first)).toBe("waiting");
    const second = await enter("bob");
    expect(second.id).toBe(first.id);
    expect((second.state as PlayingTable).seats.map((seat) => seat.uid)).toEqual(["ann", "bob"]);
    expect(told.at(-1)?.events[0]).toEqual({ type: "started" });
  });

  it("pairs in the order of coming", async () => {
    const { enter } = testLobby();
    const tables = [];
    for (const uid of ["ann", "bob", "cay", "dan"]) tables.push((await enter(uid)).id);
    expect(tables).toEqual(["t1", "t1", "t2", "t2"]);
  });

  it("never pairs a guest with himself", async () => {
    const { enter } = testLobby();
    await enter("ann");
    expect(phaseOf(await enter("ann", { ticket: "ann-2" }))).toBe("waiting");
  });

  it("gives a player who comes back his running game again", async () => {
    const { enter } = testLobby();
    await enter("ann");
    await enter("bob");
    await enter("cay");
    const back = await enter("ann", { ticket: "ann-2" });
    expect([back.id, phaseOf(back)]).toEqual(["t1", "playing"]);
  });

  it("lets a player whose game is over wait anew", async () => {
    const { enter, store, letPass } = testLobby();
    await enter("ann");
    await enter("bob");
    await letPass(3);
    expect(phaseOf(await store.get("t1"))).toBe("over");
    expect(await enter("ann")).toMatchObject({ id: "t2", state: { phase: "waiting" } });
  });

  it("notices that a game ended by its deadline while its player was away", async () => {
    const { test, enter, letPass } = testLobby();
    await enter("ann");
    await enter("bob");
    await letPass(2);
    test.time = 3 * rulesOfPlay.turnMs;
    expect(await enter("ann")).toMatchObject({ id: "t2", state: { phase: "waiting" } });
  });

  it("doesn't pair with a guest who left", async () => {
    const { enter, leave } = testLobby();
    await enter("ann");
    await leave("ann");
    expect(phaseOf(await enter("bob"))).toBe("waiting");
  });

  it("keeps a guest waiting when an older stay of his ends after he came back", async () => {
    const { enter, leave } = testLobby();
    await enter("ann", { ticket: "old" });
    await enter("ann", { ticket: "new" });
    await leave("ann", { ticket: "old" });
    expect(phaseOf(await enter("bob"))).toBe("playing");
  });

  it("doesn't end a running game when its player leaves the lobby", async () => {
    const { enter, leave, store } = testLobby();
    await enter("ann");
    await enter("bob");
    await leave("ann");
    expect(phaseOf(await store.get("t1"))).toBe("playing");
  });

  it("pairs everybody once when many come at the same moment", async () => {
    const { enter, store } = testLobby();
    const uids = Array.from({ length: 20 }, (_, at) => `guest${at}`);
    await Promise.all(uids.map((uid) => enter(uid)));
    const seated = await Promise.all(uids.map((uid) => store.liveTableOf(uid)));
    expect(seated.map(phaseOf)).toEqual(uids.map(() => "playing"));
    expect(new Set(seated.map((table) => table?.id)).size).toBe(10);
  });

  it("seats one guest once when two tabs of his come at the same moment", async () => {
    const { enter, store } = testLobby();
    const [first, second] = await Promise.all([enter("ann", { ticket: "1" }), enter("ann", { ticket: "2" })]);
    expect(first.id).toBe(second.id);
    expect(await store.waiting(5)).toHaveLength(1);
  });
});
