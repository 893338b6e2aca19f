import type { ReactNode } from "react";
import { type Letter, letterValue } from "../rules/tile.js";

/** Draws one letter tile, for the eye only: who uses it says the word in text. */
export function TileFace({ letter, bare = false }: { readonly letter: string; readonly bare?: boolean }): ReactNode {
  return (
    <span className="tile" aria-hidden="true" data-value={bare ? undefined : letterValue(letter as Letter)}>
      {letter}
    </span>
  );
}
