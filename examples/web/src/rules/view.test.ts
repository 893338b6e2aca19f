import { describe, expect, it } from "vitest";
import { after, testGame, withRack } from "./rules.fixture.js";
import type { OverTable } from "./table-state.js";
import { publicView, viewFor } from "./view.js";

describe("publicView", () => {
  it("shows names, scores, tile counts, turns, who is to move and until when", () => {
    const game = withRack(testGame(), 1, "CAT");
    expect(publicView(game)).toEqual({
      players: [
        { uid: "ann", name: "Ann", score: 0, tiles: 7 },
        { uid: "bob", name: "Bob", score: 0, tiles: 3 },
      ],
      turns: [],
      bag: 84,
      now: { phase: "playing", toMove: 0, deadline: game.deadline },
    });
  });

  it("shows how a game ended", () => {
    const pass = (uid: string) => ({ type: "pass" as const, uid });
    const over = after(testGame(), [pass("ann"), pass("bob"), pass("ann"), pass("bob")]) as OverTable;
    expect(publicView(over).now).toEqual({ phase: "over", reason: "stalled" });
  });
});

describe("viewFor", () => {
  it("shows each player his own rack and a stranger none", () => {
    const game = testGame();
    expect(viewFor(game, "ann").rack).toEqual(game.seats[0].rack);
    expect(viewFor(game, "bob").rack).toEqual(game.seats[1].rack);
    expect(viewFor(game, "eve").rack).toEqual([]);
  });
});
