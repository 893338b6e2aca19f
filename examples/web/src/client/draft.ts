import type { Letter, Tile } from "../rules/tile.js";

/** A word in the making: tile ids in the order of the word, and the order in which the player laid his rack out. */
export interface Draft {
  readonly chosen: readonly string[];
  readonly order: readonly string[];
}

/** What a player can do with his tiles before he plays them. */
export type DraftAction =
  | { readonly type: "toggle"; readonly id: string }
  | { readonly type: "letter"; readonly letter: Letter; readonly rack: readonly Tile[] }
  | { readonly type: "back" }
  | { readonly type: "clear" }
  | { readonly type: "arrange"; readonly order: readonly string[] }
  | { readonly type: "rack"; readonly rack: readonly Tile[] };

/** Nothing chosen. */
export const emptyDraft: Draft = { chosen: [], order: [] };

/** Applies an action to a draft. A played or swapped tile leaves it by the action "rack". */
export function reduceDraft(draft: Draft, action: DraftAction): Draft {
  const { chosen } = draft;
  switch (action.type) {
    case "toggle": {
      const kept = chosen.filter((id) => id !== action.id);
      return { ...draft, chosen: kept.length < chosen.length ? kept : [...chosen, action.id] };
    }
    case "letter": {
      const tile = arranged(action.rack, draft).find(
        ({ id, letter }) => letter === action.letter && !chosen.includes(id),
      );
      return tile === undefined ? draft : { ...draft, chosen: [...chosen, tile.id] };
    }
    case "back":
      return { ...draft, chosen: chosen.slice(0, -1) };
    case "clear":
      return { ...draft, chosen: [] };
    case "arrange":
      return { ...draft, order: action.order };
    case "rack": {
      const held = new Set(action.rack.map((tile) => tile.id));
      return { chosen: chosen.filter((id) => held.has(id)), order: draft.order.filter((id) => held.has(id)) };
    }
  }
}

/** Lists the rack as the player laid it out; new tiles come last. */
export function arranged(rack: readonly Tile[], { order }: Draft): readonly Tile[] {
  const place = (tile: Tile) => (order.includes(tile.id) ? order.indexOf(tile.id) : order.length);
  return [...rack].sort((a, b) => place(a) - place(b));
}

/** Lists the chosen tiles in the order of the word. */
export function chosenTiles(rack: readonly Tile[], { chosen }: Draft): readonly Tile[] {
  return chosen.flatMap((id) => rack.find((tile) => tile.id === id) ?? []);
}
