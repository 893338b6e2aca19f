import { describe, expect, it } from "vitest";
import { reduce } from "./reduce.js";
import { accepted, after, testEnv, testGame } from "./rules.fixture.js";
import type { TableAction } from "./table-action.js";
import type { PlayingTable } from "./table-state.js";

const by = (uid: string, type: "resign" | "offerDraw" | "acceptDraw" | "pass"): TableAction => ({ type, uid });
const refusal = (...args: Parameters<typeof reduce>) => {
  const step = reduce(...args);
  return step.ok ? undefined : step.refusal;
};

describe("giving up", () => {
  it.each([
    ["ann", 1],
    ["bob", 0],
  ] as const)("lets the other win, whoever is to move: %s", (uid, winner) => {
    const { state, events } = accepted(testGame(), by(uid, "resign"));
    expect(state).toMatchObject({ phase: "over", reason: "resigned", winner });
    expect(events).toEqual([{ type: "ended" }]);
  });

  it("is for the two players, while they play", () => {
    expect(refusal(testGame(), by("eve", "resign"), testEnv())).toEqual({ code: "NOT_SEATED" });
    const over = after(testGame(), [by("ann", "resign")]);
    expect(refusal(over, by("bob", "resign"), testEnv())).toEqual({ code: "GAME_OVER" });
  });
});

describe("a draw", () => {
  it("is agreed when the other accepts, whoever leads", () => {
    const offered = accepted(testGame(), by("bob", "offerDraw"));
    expect(offered.events).toEqual([{ type: "drawOffered", seat: 1 }]);
    expect(accepted(offered.state, by("ann", "acceptDraw")).state).toMatchObject({
      phase: "over",
      reason: "agreed",
      winner: null,
    });
  });

  it("is agreed when both offer it", () => {
    const state = after(testGame(), [by("ann", "offerDraw"), by("bob", "offerDraw")]);
    expect(state).toMatchObject({ phase: "over", reason: "agreed" });
  });

  it("can't be accepted by who offers it, by a stranger, or when nobody offers it", () => {
    const offered = after(testGame(), [by("ann", "offerDraw")]);
    expect(refusal(offered, by("ann", "acceptDraw"), testEnv())).toEqual({ code: "NO_DRAW_OFFER" });
    expect(refusal(offered, by("ann", "offerDraw"), testEnv())).toEqual({ code: "DRAW_OFFERED" });
    expect(refusal(offered, by("eve", "acceptDraw"), testEnv())).toEqual({ code: "NOT_SEATED" });
    expect(refusal(testGame(), by("bob", "acceptDraw"), testEnv())).toEqual({ code: "NO_DRAW_OFFER" });
  });

  it("stays offered over the own turn, and is declined by the other's", () => {
    const own = after(testGame(), [by("ann", "offerDraw"), by("ann", "pass")]) as PlayingTable;
    expect(own.drawOffer).toBe(0);
    const declined = after(own, [by("bob", "pass")]) as PlayingTable;
    expect(declined.drawOffer).toBeNull();
    expect(refusal(declined, by("bob", "acceptDraw"), testEnv())).toEqual({ code: "NO_DRAW_OFFER" });
  });

  it("is declined by a missed turn, too, and changes nothing about the clock", () => {
    const game = testGame();
    const offered = after(game, [by("bob", "offerDraw")]) as PlayingTable;
    expect(offered).toMatchObject({ toMove: 0, deadline: game.deadline });
    const missed = after(offered, [{ type: "expire" }], testEnv({ now: game.deadline })) as PlayingTable;
    expect(missed.drawOffer).toBeNull();
  });
});
