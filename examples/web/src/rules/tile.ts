/** What each letter scores and how many tiles of it a bag holds. */
const letters = {
  A: { value: 1, count: 9 },
  B: { value: 3, count: 2 },
  C: { value: 3, count: 2 },
  D: { value: 2, count: 4 },
  E: { value: 1, count: 12 },
  F: { value: 4, count: 2 },
  G: { value: 2, count: 3 },
  H: { value: 4, count: 2 },
  I: { value: 1, count: 9 },
  J: { value: 8, count: 1 },
  K: { value: 5, count: 1 },
  L: { value: 1, count: 4 },
  M: { value: 3, count: 2 },
  N: { value: 1, count: 6 },
  O: { value: 1, count: 8 },
  P: { value: 3, count: 2 },
  Q: { value: 10, count: 1 },
  R: { value: 1, count: 6 },
  S: { value: 1, count: 4 },
  T: { value: 1, count: 6 },
  U: { value: 1, count: 4 },
  V: { value: 4, count: 2 },
  W: { value: 4, count: 2 },
  X: { value: 8, count: 1 },
  Y: { value: 4, count: 2 },
  Z: { value: 10, count: 1 },
} as const;

/** One of the 26 capital letters. */
export type Letter = keyof typeof letters;

/** One tile; its id ("t17") is unique within a game and says nothing about its letter. */
export interface Tile {
  readonly id: string;
  readonly letter: Letter;
}

/** Lists the capital letters. */
export const alphabet = Object.keys(letters) as readonly Letter[];

/** Looks up what a letter scores. */
export function letterValue(letter: Letter): number {
  return letters[letter].value;
}

/** Looks up how many tiles of a letter a full bag holds. */
export function letterCount(letter: Letter): number {
  return letters[letter].count;
}
