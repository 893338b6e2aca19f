import type { ReactNode } from "react";
import type { Notice } from "./duel-state.js";

/** Shows what went wrong (or right) with the last thing that the player did, and has it read out. */
export function NoticeLine({ notice }: { readonly notice: Notice | undefined }): ReactNode {
  return (
    <p className="notice" data-tone={notice?.tone} role="alert">
      {notice?.text}
    </p>
  );
}
