import { describe, expect, it } from "vitest";
import { testGame } from "../rules/rules.fixture.js";
import { publicView } from "../rules/view.js";
import { takeIn, unseen } from "./table-seen.js";

const game = publicView(testGame());
const later = { ...game, bag: 80 };
const rack = testGame().seats[0].rack;

describe("what is known of a table", () => {
  it("comes with the first look", () => {
    const seen = takeIn(unseen("t"), { table: "t", version: 2, seat: 1, game, rack });
    expect(seen).toMatchObject({ seat: 1, game: { version: 2, value: game }, rack: { version: 2, value: rack } });
  });

  it("keeps a push that overtook the reply of the look", () => {
    const pushed = takeIn(unseen("t"), { table: "t", version: 3, game: later });
    const seen = takeIn(pushed, { table: "t", version: 2, seat: 0, game, rack });
    expect(seen.game?.value).toBe(later);
    expect(seen.rack?.value).toBe(rack);
    expect(seen.seat).toBe(0);
  });

  it("keeps the newer of two pushes, however they come", () => {
    const seen = takeIn(takeIn(unseen("t"), { table: "t", version: 3, game: later }), { table: "t", version: 2, game });
    expect(seen.game).toEqual({ version: 3, value: later });
  });

  it("ignores the news of another table", () => {
    expect(takeIn(unseen("t"), { table: "u", version: 9, game })).toEqual(unseen("t"));
  });
});
