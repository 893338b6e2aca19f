import type { StreamPosition } from "@volley/protocol/internal";
import type { GapReason, LogEntry, LogRead } from "./push-log.js";

/** What was found behind a position: in order; undefined is an entry that can't be read. */
export interface Found {
  readonly entries: readonly (LogEntry | undefined)[];
  /** Whether there may be more, which the limit left out. */
  readonly limited: boolean;
}

/**
 * Judges what was found behind a position. Only an unbroken chain counts, from tag to tag: whatever else is there, for
 * whatever reason, is a gap that is told.
 */
export function readAfter(top: StreamPosition, after: StreamPosition, { entries, limited }: Found): LogRead {
  const gap = (reason: GapReason): LogRead => ({ type: "gap", reason, top });
  if (after.epoch !== top.epoch) return gap("epoch");
  if (after.offset > top.offset) return gap("fork");
  const [first] = entries;
  // Without the entry behind it nobody knows what came after the position.
  if (after.offset === top.offset ? after.tag !== top.tag : follows(first, after) && first.previousTag !== after.tag) {
    return gap("fork");
  }
  const chain: LogEntry[] = [];
  let last = after;
  for (const entry of entries) {
    if (last.offset === top.offset) break;
    if (!follows(entry, last) || entry.previousTag !== last.tag) return gap("window");
    chain.push(entry);
    last = entry;
  }
  const more = last.offset < top.offset;
  if (more ? !limited : last.tag !== top.tag) return gap("window");
  return { type: "entries", entries: chain, more };
}

function follows(entry: LogEntry | undefined, before: StreamPosition): entry is LogEntry {
  return entry?.offset === before.offset + 1;
}

/** Takes the unbroken chain that the newest entry ends. They come newest first, and leave oldest first. */
export function newestChain(entries: readonly (LogEntry | undefined)[]): readonly LogEntry[] {
  const chain: LogEntry[] = [];
  for (const entry of entries) {
    const next = chain.at(-1);
    if (entry === undefined || (next !== undefined && (!follows(next, entry) || next.previousTag !== entry.tag))) break;
    chain.push(entry);
  }
  return chain.reverse();
}
