import type { ReactNode } from "react";
import type { ChatLine } from "./chat-lines.js";

/** Opens and closes the chat at a table; says how many lines are unread, and has the newest read out. */
export function ChatToggle(props: {
  readonly unread: readonly ChatLine[];
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { unread, open, onToggle } = props;
  const newest = unread.at(-1);
  return (
    <>
      <button
        type="button"
        className="plain"
        aria-expanded={open}
        // A mouse doesn't take the focus here, so that Enter plays the word instead of opening the chat again.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onToggle}
      >
        {open ? "Words" : "Chat"}
        {newest === undefined ? null : (
          <span className="unread">
            {unread.length}
            <span className="spoken"> unread</span>
          </span>
        )}
      </button>
      {/* While the chat is open, it reads out its lines itself. */}
      <span className="spoken" aria-live="polite">
        {newest === undefined ? "" : `${newest.name} says: ${newest.text}`}
      </span>
    </>
  );
}
