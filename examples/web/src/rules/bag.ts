import { alphabet, letterCount, type Tile } from "./tile.js";

/** Returns a number in [0, 1), like `Math.random`. */
export type Random = () => number;

/** Makes a full bag in random order. Tiles are numbered after the shuffle, so that an id doesn't give a letter away. */
export function shuffledBag(random: Random): readonly Tile[] {
  const letters = alphabet.flatMap((letter) => Array.from({ length: letterCount(letter) }, () => letter));
  const order = letters.map((letter) => ({ letter, at: random() })).sort((a, b) => a.at - b.at);
  return order.map(({ letter }, index) => ({ id: `t${index}`, letter }));
}

/** Takes up to `count` tiles from the top of the bag. */
export function draw(bag: readonly Tile[], count: number): { drawn: readonly Tile[]; bag: readonly Tile[] } {
  return { drawn: bag.slice(0, count), bag: bag.slice(count) };
}
