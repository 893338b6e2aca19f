import { describe, expect, it } from "vitest";
import { wordScore } from "./word-score.js";

describe("wordScore", () => {
  it("adds the values of the letters", () => {
    expect(wordScore("CAT")).toBe(5);
    expect(wordScore("QUIZ")).toBe(22);
  });

  it("rewards words of five letters and more", () => {
    expect(wordScore("CARE")).toBe(6);
    expect(wordScore("CARES")).toBe(7 + 5);
    expect(wordScore("CARESS")).toBe(8 + 10);
    expect(wordScore("CARESSE")).toBe(9 + 20);
  });
});
