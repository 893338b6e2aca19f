import { useEffect, useState } from "react";
import type { ChatLine } from "./chat-lines.js";

/** Lists what others said since the chat was open last; nothing while it is. */
export function useUnread(
  lines: readonly ChatLine[],
  { me, open }: { readonly me: string | undefined; readonly open: boolean },
): readonly ChatLine[] {
  const [read, setRead] = useState<ChatLine | undefined>(undefined);
  const newest = lines.at(-1);
  useEffect(() => {
    if (open) setRead(newest);
  }, [open, newest]);
  if (open) return [];
  return lines.slice(read === undefined ? 0 : lines.indexOf(read) + 1).filter((line) => line.uid !== me);
}
