import { type Dispatch, useEffect, useReducer } from "react";
import type { Letter, Tile } from "../rules/tile.js";
import { alphabet } from "../rules/tile.js";
import { type Draft, type DraftAction, emptyDraft, reduceDraft } from "./draft.js";

/** Keeps the word in the making, and lets it be typed: letters, Backspace, Escape, Enter. */
export function useDraft(rack: readonly Tile[], onEnter: () => void): readonly [Draft, Dispatch<DraftAction>] {
  const [draft, dispatch] = useReducer(reduceDraft, emptyDraft);

  useEffect(() => {
    dispatch({ type: "rack", rack });
  }, [rack]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
      const letter = event.key.toUpperCase();
      if (event.key === "Backspace") dispatch({ type: "back" });
      else if (event.key === "Escape") dispatch({ type: "clear" });
      else if (isLetter(letter)) dispatch({ type: "letter", letter, rack });
      // On a focused button, Enter presses that button.
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) onEnter();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [rack, onEnter]);

  return [draft, dispatch];
}

function isLetter(key: string): key is Letter {
  return alphabet.some((letter) => letter === key);
}
