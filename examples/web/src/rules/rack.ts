import type { Tile } from "./tile.js";

/** The outcome of taking a word's letters from a rack: what stays, or which letters aren't there. */
export type Taken =
  | { readonly ok: true; readonly left: readonly Tile[] }
  | { readonly ok: false; readonly missing: readonly string[] };

/** Takes the letters of a word from a rack, one tile for each. */
export function takeWord(rack: readonly Tile[], word: string): Taken {
  const left = [...rack];
  const missing: string[] = [];
  for (const letter of word) {
    const at = left.findIndex((tile) => tile.letter === letter);
    if (at < 0) missing.push(letter);
    else left.splice(at, 1);
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, left };
}
