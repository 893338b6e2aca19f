import { describe, expect, it } from "vitest";
import { type DuelAction, initialDuel, reduceDuel } from "./duel-state.js";

const table = { what: "table", table: "t" } as const;
const status = { state: "connecting" } as never;

function screensLeft(...actions: readonly DuelAction[]): number {
  return actions.reduce(reduceDuel, initialDuel(status, undefined)).screensLeft;
}

describe("the screens that were left", () => {
  it("are none while the player stays, whatever news come", () => {
    const notice = { tone: "bad", text: "It isn't your turn." } as const;
    expect(screensLeft({ type: "home" }, { type: "status", status }, { type: "notice", notice })).toBe(0);
    const news: DuelAction = { type: "news", news: { table: "t", version: 2, rack: [] } };
    expect(screensLeft({ type: "place", place: table }, news, { type: "place", place: table })).toBe(1);
  });

  it("are counted: from the start to the wait, to a table, to another one, and back", () => {
    const others = [
      { type: "place", place: table },
      { type: "place", place: { ...table, table: "u" } },
    ] as const;
    expect(screensLeft({ type: "waiting" }, ...others, { type: "home" })).toBe(4);
    expect(screensLeft(others[0], { type: "place", place: { what: "tv", table: "t" } })).toBe(2);
  });
});
