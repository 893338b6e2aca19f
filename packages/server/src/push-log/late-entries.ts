import type { LogEntry } from "./push-log.js";

/** Entries that wait because something before them isn't done, up to a bound. */
export interface LateEntries {
  readonly entries: readonly LogEntry[];
  readonly bytes: number;
  /** There were more: they are forgotten, and have to be read from the log. */
  readonly overflown: boolean;
}

/** How much waits at most. */
export const LATE_LIMIT = { count: 1_000, bytes: 1_048_576 };

export const NOTHING_LATE: LateEntries = { entries: [], bytes: 0, overflown: false };

/** Puts an entry behind those that wait. Beyond the bound all later ones are forgotten, so that no hole arises. */
export function capped(late: LateEntries, entry: LogEntry): LateEntries {
  const bytes = late.bytes + entry.bytes.length;
  if (late.overflown || late.entries.length >= LATE_LIMIT.count || bytes > LATE_LIMIT.bytes) {
    return { ...late, overflown: true };
  }
  return { entries: [...late.entries, entry], bytes, overflown: false };
}
