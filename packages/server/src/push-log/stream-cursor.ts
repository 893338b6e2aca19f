import type { StreamPosition } from "@volley/protocol/internal";
import { capped, type LateEntries, NOTHING_LATE } from "./late-entries.js";
import type { GapReason, LogEntry, LogRead } from "./push-log.js";

/** Where one node stands in one stream. `tags`: those of the last entries, the newest, which is the head's, last. */
export type StreamCursor =
  /** It listens, and doesn't know yet where the stream ends. */
  | { readonly status: "starting"; readonly late: LateEntries }
  | { readonly status: "live"; readonly head: StreamPosition; readonly tags: readonly number[] }
  /** Something doesn't fit behind the head: the log is read. What comes meanwhile waits. */
  | {
      readonly status: "repairing";
      readonly head: StreamPosition;
      readonly tags: readonly number[];
      readonly late: LateEntries;
    };

/** What a node learns of a stream. */
export type CursorEvent =
  /** The log tells of an entry: it may have been lost before, may come twice, or late. */
  | { readonly type: "told"; readonly entry: LogEntry }
  /** An entry that this node wrote itself, which the log will tell of too. */
  | { readonly type: "written"; readonly entry: LogEntry }
  /** What follows the head, asked for after the last `repair`. */
  | { readonly type: "read"; readonly read: LogRead }
  /** The log couldn't be read. */
  | { readonly type: "failed" }
  /** Where the stream ends, or ended a moment ago. */
  | { readonly type: "top"; readonly top: StreamPosition };

/** What members get: an entry, the next one; or the news that some can't be had, and where it goes on. */
export type CursorNews =
  | { readonly type: "entry"; readonly entry: LogEntry }
  | { readonly type: "gap"; readonly reason: GapReason; readonly top: StreamPosition };

/** A cursor after an event. `repair`: the log has to be read behind the head, and the answer told as an event. */
export interface CursorStep {
  readonly cursor: StreamCursor;
  readonly news: readonly CursorNews[];
  readonly repair: boolean;
}

/** A node that has just begun to listen. */
export const STARTING: StreamCursor = { status: "starting", late: NOTHING_LATE };

/** How many tags are remembered: an older entry that comes again is looked up. */
const TAGS = 256;

type Live = Extract<StreamCursor, { status: "live" }>;

/** Tells what an event makes of a cursor. Members get every entry once and in order, or are told of a gap. */
export function nextCursor(cursor: StreamCursor, event: CursorEvent): CursorStep {
  if (cursor.status === "starting") {
    if (event.type === "top") return goOn(liveAt(event.top), cursor.late, []);
    const late = event.type === "told" ? capped(cursor.late, event.entry) : cursor.late;
    return { cursor: { ...cursor, late }, news: [], repair: false };
  }
  if (cursor.status === "repairing") {
    if (event.type === "read") return afterRead(cursor, event.read);
    if (event.type === "failed") return quiet({ ...cursor, status: "live" });
    return event.type === "told" ? quiet({ ...cursor, late: capped(cursor.late, event.entry) }) : quiet(cursor);
  }
  switch (event.type) {
    case "told":
      return take(cursor, event.entry);
    case "written":
      // Entries of other nodes may be on their way before it: that is no gap, and the log tells of this one too.
      return follows(cursor.head, event.entry) ? take(cursor, event.entry) : quiet(cursor);
    case "top":
      return knows(cursor, event.top) ? quiet(cursor) : repair(cursor);
    default:
      return quiet(cursor);
  }
}

/** Takes what was told: the next entry, one that is known, or one that doesn't fit and has to be looked up. */
function take(cursor: Live, entry: LogEntry): CursorStep {
  if (follows(cursor.head, entry)) return { ...quiet(behind(cursor, entry)), news: [{ type: "entry", entry }] };
  return knows(cursor, entry) ? quiet(cursor) : repair(cursor);
}

/** Only an entry that names the head as the one before it is the next one: Redis may give an offset out twice. */
function follows(head: StreamPosition, entry: LogEntry): boolean {
  return entry.epoch === head.epoch && entry.offset === head.offset + 1 && entry.previousTag === head.tag;
}

/** Whether this very entry has been here. */
function knows({ head, tags }: Live, { epoch, offset, tag }: StreamPosition): boolean {
  return epoch === head.epoch && offset <= head.offset && tags[tags.length - 1 - (head.offset - offset)] === tag;
}

function afterRead(cursor: Extract<StreamCursor, { status: "repairing" }>, read: LogRead): CursorStep {
  if (read.type === "gap") {
    const { reason, top } = read;
    return goOn(liveAt(top), cursor.late, [{ type: "gap", reason, top }]);
  }
  const live: Live = { status: "live", head: cursor.head, tags: cursor.tags };
  const after = read.entries.reduce(behind, live);
  const news = read.entries.map((entry) => ({ type: "entry" as const, entry }));
  if (read.more) return { cursor: { ...cursor, ...after, status: "repairing" }, news, repair: true };
  return goOn(after, cursor.late, news);
}

/**
 * Takes what came late. Whatever of it doesn't fit is dropped with all that is behind it and read instead: it was
 * told before the log is asked, so the answer covers it.
 */
function goOn(live: Live, late: LateEntries, news: readonly CursorNews[]): CursorStep {
  let cursor = live;
  const all = [...news];
  for (const entry of late.entries) {
    const step = take(cursor, entry);
    if (step.repair) return { ...step, news: all };
    all.push(...step.news);
    cursor = step.cursor as Live;
  }
  return late.overflown ? { ...repair(cursor), news: all } : { ...quiet(cursor), news: all };
}

function behind({ tags }: Live, { offset, epoch, tag }: LogEntry): Live {
  return { status: "live", head: { offset, epoch, tag }, tags: [...tags.slice(1 - TAGS), tag] };
}

function liveAt({ offset, epoch, tag }: StreamPosition): Live {
  return { status: "live", head: { offset, epoch, tag }, tags: [tag] };
}

function repair({ head, tags }: Live): CursorStep {
  return { cursor: { status: "repairing", head, tags, late: NOTHING_LATE }, news: [], repair: true };
}

function quiet(cursor: StreamCursor): CursorStep {
  return { cursor, news: [], repair: false };
}
