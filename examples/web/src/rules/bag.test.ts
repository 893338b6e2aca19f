import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draw, shuffledBag } from "./bag.js";
import { seededRandom } from "./seeded-random.js";

describe("bag", () => {
  it("holds 98 tiles with ids of their own", () => {
    const bag = shuffledBag(seededRandom(1));
    expect(bag).toHaveLength(98);
    expect(new Set(bag.map((tile) => tile.id)).size).toBe(98);
    expect(bag.filter((tile) => tile.letter === "E")).toHaveLength(12);
  });

  it("is the same for the same seed, another for another", () => {
    const letters = (seed: number) =>
      shuffledBag(seededRandom(seed))
        .map((tile) => tile.letter)
        .join("");
    expect(letters(7)).toBe(letters(7));
    expect(letters(7)).not.toBe(letters(8));
  });

  it("gives tile ids that don't depend on the letter", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        expect(shuffledBag(seededRandom(seed)).map((tile) => tile.id)).toEqual(
          Array.from({ length: 98 }, (_, at) => `t${at}`),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("draws what is left when it runs out", () => {
    const bag = shuffledBag(seededRandom(1)).slice(0, 3);
    expect(draw(bag, 7)).toEqual({ drawn: bag, bag: [] });
  });
});
