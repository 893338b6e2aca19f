import { describe, expect, it } from "vitest";
import { reduce } from "./reduce.js";
import { accepted, after, testEnv, testGame, withRack } from "./rules.fixture.js";
import { rulesOfPlay } from "./rules-of-play.js";
import type { TableAction } from "./table-action.js";
import type { PlayingTable, WaitingTable } from "./table-state.js";

const waiting: WaitingTable = { phase: "waiting", host: { uid: "ann", name: "Ann" }, ticket: "s1" };
const bob = { uid: "bob", name: "Bob" };
const annPlays = (word: string): TableAction => ({ type: "play", uid: "ann", word });
const bobPlays = (word: string): TableAction => ({ type: "play", uid: "bob", word });
const annPasses: TableAction = { type: "pass", uid: "ann" };
const bobPasses: TableAction = { type: "pass", uid: "bob" };
const expires: TableAction = { type: "expire" };
const refusal = (...args: Parameters<typeof reduce>) => {
  const step = reduce(...args);
  return step.ok ? undefined : step.refusal;
};

describe("a waiting table", () => {
  it("starts when a second player joins: two racks, one to move, a deadline", () => {
    const { state, events } = accepted(waiting, { type: "join", player: bob }, testEnv({ now: 500 }));
    const game = state as PlayingTable;
    expect(game.phase).toBe("playing");
    expect(game.seats.map((seat) => [seat.uid, seat.rack.length])).toEqual([
      ["ann", 7],
      ["bob", 7],
    ]);
    expect(game.bag).toHaveLength(98 - 14);
    expect(game.deadline).toBe(500 + rulesOfPlay.turnMs);
    expect(events[0]).toEqual({ type: "started" });
  });

  it("doesn't seat its host twice", () => {
    expect(refusal(waiting, { type: "join", player: waiting.host }, testEnv())).toEqual({ code: "SEAT_TAKEN" });
  });

  it("is given up by the stay that waits, by no other", () => {
    expect(refusal(waiting, { type: "giveUp", uid: "ann", ticket: "older" }, testEnv())).toEqual({
      code: "NOT_SEATED",
    });
    expect(refusal(waiting, { type: "giveUp", uid: "bob", ticket: "s1" }, testEnv())).toEqual({ code: "NOT_SEATED" });
    expect(accepted(waiting, { type: "giveUp", uid: "ann", ticket: "s1" }).state).toEqual({ phase: "closed" });
  });

  it("passes to the host's newest stay", () => {
    const { state } = accepted(waiting, { type: "wait", uid: "ann", ticket: "s2" });
    expect(state).toEqual({ ...waiting, ticket: "s2" });
    expect(refusal(waiting, { type: "wait", uid: "bob", ticket: "s2" }, testEnv())).toEqual({ code: "NOT_SEATED" });
  });

  it("takes no moves", () => {
    expect(refusal(waiting, annPlays("CAT"), testEnv())).toEqual({ code: "NOT_YOUR_TURN" });
  });
});

describe("playing a word", () => {
  const game = withRack(testGame(), 0, "CATXYZE");

  it("scores it, refills the rack, and hands the move over with a new deadline", () => {
    const { state, events } = accepted(game, annPlays("CAT"), testEnv({ now: 1_000 }));
    const next = state as PlayingTable;
    expect(next.seats[0].score).toBe(5);
    expect(
      next.seats[0].rack
        .map((tile) => tile.letter)
        .join("")
        .startsWith("XYZE"),
    ).toBe(true);
    expect(next.seats[0].rack).toHaveLength(7);
    expect(next.bag).toHaveLength(game.bag.length - 3);
    expect([next.toMove, next.deadline]).toEqual([1, 1_000 + rulesOfPlay.turnMs]);
    expect(next.turns).toEqual([{ kind: "word", seat: 0, word: "CAT", score: 5 }]);
    expect(events).toEqual([
      { type: "turn", turn: next.turns[0] },
      { type: "drew", seat: 0 },
    ]);
  });

  it("is refused when the other is to move, or nobody who sits here plays", () => {
    expect(refusal(game, bobPlays("CAT"), testEnv())).toEqual({ code: "NOT_YOUR_TURN" });
    expect(refusal(game, { type: "play", uid: "eve", word: "CAT" }, testEnv())).toEqual({ code: "NOT_SEATED" });
  });

  it("is refused with the letters that aren't on the rack, before the dictionary is asked", () => {
    const env = testEnv({
      isWord: () => {
        throw new Error("asked");
      },
    });
    expect(refusal(game, annPlays("CATS"), env)).toEqual({ code: "NOT_ON_RACK", letters: ["S"] });
  });

  it("is refused when the dictionary doesn't know it, or it is one letter", () => {
    expect(refusal(game, annPlays("TAC"), testEnv({ isWord: () => false }))).toEqual({
      code: "NOT_A_WORD",
      word: "TAC",
    });
    expect(refusal(game, annPlays("A"), testEnv())).toEqual({ code: "NOT_A_WORD", word: "A" });
  });
});

describe("passing", () => {
  it("swaps the whole rack and hands the move over", () => {
    const game = testGame();
    const next = accepted(game, annPasses).state as PlayingTable;
    expect(next.seats[0].rack).toEqual(game.bag.slice(0, 7));
    expect(next.bag.slice(-7)).toEqual(game.seats[0].rack);
    expect(next.toMove).toBe(1);
  });

  it("gives own tiles back when the bag is empty", () => {
    const game = { ...testGame(), bag: [] };
    const next = accepted(game, annPasses).state as PlayingTable;
    expect(next.seats[0].rack).toEqual(game.seats[0].rack);
  });
});

describe("the deadline", () => {
  const game = testGame();
  const late = testEnv({ now: game.deadline });

  it("can't expire early", () => {
    expect(refusal(game, expires, testEnv({ now: game.deadline - 1 }))).toEqual({ code: "NOT_DUE" });
  });

  it("costs the turn, not the tiles, and gives the other a full turn", () => {
    const next = accepted(game, expires, late).state as PlayingTable;
    expect(next.turns).toEqual([{ kind: "missed", seat: 0 }]);
    expect(next.seats[0].rack).toEqual(game.seats[0].rack);
    expect([next.toMove, next.deadline]).toEqual([1, game.deadline + rulesOfPlay.turnMs]);
  });

  it("loses the game for who misses two of his turns in a row", () => {
    const afterMiss = withRack(accepted(game, expires, late).state as PlayingTable, 1, "CATXYZE");
    const backToAnn = accepted(afterMiss, bobPlays("CAT"), late).state as PlayingTable;
    const { state, events } = accepted(backToAnn, expires, testEnv({ now: backToAnn.deadline }));
    expect(state).toMatchObject({ phase: "over", reason: "away", winner: 1 });
    expect(events.at(-1)).toEqual({ type: "ended" });
  });

  it.each([annPasses, annPlays("CAT")])("forgives a missed turn after a move: $type", (move) => {
    const missedOnce = accepted(withRack(game, 0, "CATXYZE"), expires, late).state;
    const moved = after(missedOnce, [bobPasses, move], late) as PlayingTable;
    expect(moved.seats[0].missed).toBe(0);
  });
});

describe("the end", () => {
  it("comes after four turns in a row without a word; the leader wins", () => {
    const leading = after(withRack(testGame(), 0, "CATXYZE"), [annPlays("CAT")]);
    const end = after(leading, [bobPasses, annPasses, bobPasses, annPasses]);
    expect(end).toMatchObject({ phase: "over", reason: "stalled", winner: 0 });
  });

  it("comes after four turns without a word when some of them were missed", () => {
    let state = after(testGame(), [annPasses, bobPasses]) as PlayingTable;
    state = accepted(state, expires, testEnv({ now: state.deadline })).state as PlayingTable;
    const end = accepted(state, expires, testEnv({ now: state.deadline })).state;
    expect(end).toMatchObject({ phase: "over", reason: "stalled", winner: null });
  });

  it("comes when both had all their turns; equal scores are a draw", () => {
    let state: PlayingTable = testGame();
    for (let turn = 1; turn < 2 * rulesOfPlay.turnsEach; turn++) {
      const uid = state.toMove === 0 ? "ann" : "bob";
      const ready = withRack(state, state.toMove, "CATXYZE");
      state = accepted(ready, { type: "play", uid, word: "CAT" }).state as PlayingTable;
    }
    expect(state.phase).toBe("playing");
    const last = withRack(state, 1, "CATXYZE");
    expect(accepted(last, bobPlays("CAT")).state).toMatchObject({ phase: "over", reason: "turns", winner: null });
  });

  it("comes when the bag and a rack are empty", () => {
    const game = { ...withRack(testGame(), 0, "CAT"), bag: [] };
    expect(accepted(game, annPlays("CAT")).state).toMatchObject({ phase: "over", reason: "tiles", winner: 0 });
  });

  it("is final", () => {
    const over = after(testGame(), [annPasses, bobPasses, annPasses, bobPasses]);
    expect(refusal(over, annPlays("CAT"), testEnv())).toEqual({ code: "GAME_OVER" });
    expect(refusal(over, expires, testEnv({ now: 1e12 }))).toEqual({ code: "GAME_OVER" });
    expect(refusal({ phase: "closed" }, { type: "join", player: bob }, testEnv())).toEqual({ code: "GAME_OVER" });
  });
});
