import type { StreamPosition } from "@volley/protocol/internal";
import type { Lanes } from "../base/lanes.js";
import type { GapReason, LogEntry, PushLog } from "./push-log.js";
import type { Stream } from "./stream-rules.js";

/** Reads what members missed, of few members at once: a herd that returns must not fill the memory. */
export interface MissedReader {
  readonly log: PushLog;
  readonly lanes: Lanes;
}

/** What one member missed: all of it, or none and why. */
export type Missed =
  | { readonly type: "entries"; readonly entries: readonly LogEntry[] }
  | { readonly type: "gap"; readonly reason: GapReason; readonly top: StreamPosition };

/** What one member gets at most; beyond it is told "window", and nothing is replayed. */
const MOST = { count: 1_000, bytes: 1_048_576 };
const CHUNK = { count: 200, bytes: 262_144 };

/** Reads what comes after `from`, all of it before any is sent. `head` is where this node stands. Rejects with `UNAVAILABLE`. */
export async function readMissed(
  { log, lanes }: MissedReader,
  at: { readonly stream: Stream; readonly from: StreamPosition; readonly head: StreamPosition },
): Promise<Missed> {
  const { stream, from, head } = at;
  if (isSame(from, head)) return { type: "entries", entries: [] };
  const tooMuch: Missed = { type: "gap", reason: "window", top: head };
  if (from.epoch === head.epoch && head.offset - from.offset > MOST.count) return tooMuch;
  return lanes.run(undefined, async () => {
    const entries: LogEntry[] = [];
    let bytes = 0;
    for (;;) {
      const read = await log.read(stream.name, entries.at(-1) ?? from, CHUNK);
      if (read.type === "gap") return read;
      entries.push(...read.entries);
      for (const entry of read.entries) bytes += entry.bytes.length;
      if (entries.length > MOST.count || bytes > MOST.bytes) return tooMuch;
      if (!read.more) return { type: "entries", entries };
    }
  });
}

/** Whether two positions are the same entry. */
export function isSame(a: StreamPosition | undefined, b: StreamPosition): boolean {
  return a?.offset === b.offset && a.epoch === b.epoch && a.tag === b.tag;
}
