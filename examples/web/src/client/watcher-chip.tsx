import type { ReactNode } from "react";
import type { Screen } from "./duel-state.js";

/** Says how many watch the game on the screen, if anybody does. */
export function WatcherChip({ screen }: { readonly screen: Screen }): ReactNode {
  const count = screen.name === "table" || screen.name === "tv" ? (screen.seen.watchers?.value ?? 0) : 0;
  if (count === 0) return null;
  return (
    <p className="chip" data-state="watched">
      {count} watching
    </p>
  );
}
