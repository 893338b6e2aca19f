import { describe, expect, it } from "vitest";
import { accepted, testGame } from "../rules/rules.fixture.js";
import type { OverTable, PlayingTable } from "../rules/table-state.js";
import { publicView } from "../rules/view.js";
import { momentOf, type Replay } from "./replay.js";

/** Plays a game of words, a swap and a resignation. Returns every state on the way and the replay. */
function played() {
  const states: (PlayingTable | OverTable)[] = [testGame()];
  for (const what of ["word", "word", "pass", "word", "resign"] as const) {
    const now = states.at(-1) as PlayingTable;
    const { uid, rack } = now.seats[now.toMove];
    const word = rack
      .slice(0, 3)
      .map((tile) => tile.letter)
      .join("");
    states.push(accepted(now, what === "word" ? { type: "play", uid, word } : { type: what, uid }).state as OverTable);
  }
  const over = states.at(-1) as OverTable;
  const [first, second] = over.seats;
  const replay: Replay = {
    game: publicView(over),
    held: over.held.map((tiles) => ({ tiles })),
    left: [{ tiles: first.rack }, { tiles: second.rack }],
  };
  return { states, replay };
}

describe("a moment of a finished game", () => {
  it("is what the game was then: scores, words, both racks, the bag, who is to move", () => {
    const { states, replay } = played();
    expect(replay.game.turns).toHaveLength(4);
    for (let step = 0; step < 4; step++) {
      const then = states[step] as PlayingTable;
      const { game, racks } = momentOf(replay, step);
      expect(racks).toEqual([then.seats[0].rack, then.seats[1].rack]);
      expect(game).toEqual({ ...publicView(then), now: { ...publicView(then).now, deadline: 0 } });
    }
  });

  it("is the end, after the last turn", () => {
    const { replay } = played();
    expect(momentOf(replay, 4).game).toEqual(replay.game);
  });
});
