import { describe, expect, it } from "vitest";
import { testGame } from "../rules/rules.fixture.js";
import type { PublicView } from "../rules/view.js";
import { publicView } from "../rules/view.js";
import { describeTable } from "./table-texts.js";

const game = publicView(testGame());
const over = (reason: "turns" | "away", winner?: 0 | 1): PublicView => ({
  ...game,
  now: { phase: "over", reason, winner },
});

describe("describeTable", () => {
  it("says who is to move, to each player in his own words", () => {
    expect(describeTable(game, 0)).toBe("Your turn.");
    expect(describeTable(game, 1)).toBe("Ann is thinking.");
  });

  it("says what the last turn was", () => {
    const after = (turn: PublicView["turns"][number]) => describeTable({ ...game, turns: [turn] }, 0);
    expect(after({ kind: "word", seat: 1, word: "QUIZ", score: 22 })).toBe("Bob played QUIZ for 22 points. Your turn.");
    expect(after({ kind: "pass", seat: 1 })).toBe("Bob swapped tiles. Your turn.");
    expect(after({ kind: "missed", seat: 0 })).toBe("You ran out of time. Your turn.");
  });

  it("says that the other offers a draw, only to the one who may accept it", () => {
    if (game.now.phase !== "playing") throw new Error("not playing");
    const offered: PublicView = { ...game, now: { ...game.now, drawOffer: 1 } };
    expect(describeTable(offered, 0)).toBe("Bob offers a draw. Your turn.");
    expect(describeTable(offered, 1)).toBe("Ann is thinking.");
  });

  it("says how the game ended", () => {
    expect(describeTable(over("turns", 0), 0)).toBe("You won! All turns are played.");
    expect(describeTable(over("away", 0), 1)).toBe("Ann won. A player ran out of time twice.");
    expect(describeTable(over("turns"), 1)).toBe("It's a draw! All turns are played.");
  });
});
