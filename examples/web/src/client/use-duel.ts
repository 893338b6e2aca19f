import { createContext, useContext, useSyncExternalStore } from "react";
import type { DuelState } from "./duel-state.js";
import type { DuelStore } from "./duel-store.js";

/** Hands the store to the screens. */
export const DuelContext = createContext<DuelStore | undefined>(undefined);

/** Reads the state of the game and what the player can do; renders again when it changes. */
export function useDuel(): { readonly state: DuelState; readonly duel: DuelStore } {
  const duel = useContext(DuelContext);
  if (duel === undefined) throw new Error("useDuel() is called outside of <DuelContext value={…}>.");
  return { state: useSyncExternalStore(duel.subscribe, duel.getState), duel };
}
