/** A line of a chat, as it comes from the server. */
export interface ChatLine {
  readonly seq: number;
  readonly uid: string;
  readonly name: string;
  readonly text: string;
  readonly at: number;
}

/** As many lines are kept on the page. */
const mostKept = 50;

/** Adds lines to those that are known, whatever order they come in and however often. */
export function withLines(known: readonly ChatLine[], more: readonly ChatLine[]): readonly ChatLine[] {
  // A server that forgot its chats counts from 1 again: only with the time a number names a line.
  const isNew = ({ seq, at }: ChatLine) => !known.some((line) => line.seq === seq && line.at === at);
  const added = more.filter(isNew);
  if (added.length === 0) return known;
  return [...known, ...added].sort((a, b) => a.at - b.at || a.seq - b.seq).slice(-mostKept);
}
