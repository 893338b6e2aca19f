import type { StreamCounts } from "./stream-counts.js";
import type { CursorEvent, CursorStep, StreamCursor } from "./stream-cursor.js";

/** Counts what one stream's cursor goes through. */
export class CursorCounts {
  readonly #counts: StreamCounts;
  /** Entries that this node wrote and took at once: the log tells of them too, which is no duplicate. */
  #untold = 0;

  constructor(counts: StreamCounts) {
    this.#counts = counts;
  }

  /** Notes a step that an event led to. */
  note(before: StreamCursor, event: CursorEvent, { cursor, news, repair }: CursorStep): void {
    const counts = this.#counts;
    if (before.status === "live" && repair) counts.found++;
    if (event.type === "written") this.#untold += news.length;
    if (before.status === "repairing" && event.type === "read" && cursor.status === "live") {
      if (news.every(({ type }) => type === "entry")) counts.repaired++;
    }
    const isKnown = event.type === "told" && before.status === "live" && !repair && news.length === 0;
    if (!isKnown) return;
    if (this.#untold > 0) this.#untold--;
    else counts.duplicates.add("delivery");
  }
}
