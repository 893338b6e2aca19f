import { describe, expect, it } from "vitest";
import { takeWord } from "./rack.js";
import type { Letter } from "./tile.js";

const rack = (letters: string) => [...letters].map((letter, index) => ({ id: `t${index}`, letter: letter as Letter }));

describe("takeWord", () => {
  it("takes one tile for each letter and keeps the order of the rest", () => {
    expect(takeWord(rack("EASTERN"), "SEE")).toEqual({
      ok: true,
      left: [
        { id: "t1", letter: "A" },
        { id: "t3", letter: "T" },
        { id: "t5", letter: "R" },
        { id: "t6", letter: "N" },
      ],
    });
  });

  it("names the letters that aren't there, a second one too", () => {
    expect(takeWord(rack("EASTERN"), "ASSESS")).toEqual({ ok: false, missing: ["S", "S", "S"] });
    expect(takeWord(rack("EASTERN"), "ZEBRA")).toEqual({ ok: false, missing: ["Z", "B"] });
  });
});
