import { rulesOfPlay } from "./rules-of-play.js";
import { type Letter, letterValue } from "./tile.js";

/** Scores a word of capital letters: the values of its letters, and a bonus for long ones. */
export function wordScore(word: string): number {
  const letters = [...word] as Letter[];
  const bonus = rulesOfPlay.lengthBonus[letters.length] ?? 0;
  return letters.reduce((sum, letter) => sum + letterValue(letter), bonus);
}
