import { describe, expect, it } from "vitest";
import type { Letter, Tile } from "../rules/tile.js";
import { arranged, chosenTiles, type Draft, type DraftAction, emptyDraft, reduceDraft } from "./draft.js";

const rack: readonly Tile[] = [..."EASTERN"].map((letter, at) => ({ id: `t${at}`, letter: letter as Letter }));
const run = (...actions: readonly DraftAction[]): Draft => actions.reduce(reduceDraft, emptyDraft);
const word = (draft: Draft) =>
  chosenTiles(rack, draft)
    .map((tile) => tile.letter)
    .join("");
const typed = (letter: Letter): DraftAction => ({ type: "letter", letter, rack });

describe("a draft", () => {
  it("spells the tiles in the order they were chosen, and lets one go on a second tap", () => {
    expect(word(run({ type: "toggle", id: "t2" }, { type: "toggle", id: "t1" }, { type: "toggle", id: "t3" }))).toBe(
      "SAT",
    );
    expect(word(run({ type: "toggle", id: "t2" }, { type: "toggle", id: "t1" }, { type: "toggle", id: "t2" }))).toBe(
      "A",
    );
  });

  it("takes a free tile for each typed letter and ignores letters that aren't there", () => {
    const draft = run(typed("S"), typed("E"), typed("E"), typed("E"), typed("Z"), typed("N"));
    expect(word(draft)).toBe("SEEN");
    expect(new Set(draft.chosen).size).toBe(4);
  });

  it("takes the last letter back, or all", () => {
    expect(word(run(typed("S"), typed("E"), { type: "back" }))).toBe("S");
    expect(word(run(typed("S"), typed("E"), { type: "clear" }))).toBe("");
    expect(run({ type: "back" })).toEqual(emptyDraft);
  });

  it("keeps the layout of the rack, and puts new tiles last", () => {
    const draft = run({ type: "arrange", order: ["t6", "t5", "t4", "t3", "t2", "t1", "t0"] });
    expect(
      arranged(rack, draft)
        .map((tile) => tile.letter)
        .join(""),
    ).toBe("NRETSAE");
    const drawn: readonly Tile[] = [{ id: "t9", letter: "Q" }, ...rack.slice(4)];
    const next = reduceDraft(draft, { type: "rack", rack: drawn });
    expect(
      arranged(drawn, next)
        .map((tile) => tile.letter)
        .join(""),
    ).toBe("NREQ");
  });

  it("loses the tiles that left the rack", () => {
    const draft = run(typed("S"), typed("A"), typed("T"));
    expect(word(reduceDraft(draft, { type: "rack", rack: rack.slice(2) }))).toBe("ST");
  });
});
