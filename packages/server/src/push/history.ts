import type { AnyContract, GroupPush, KeptPush, PushSent, Serializer } from "@volley/protocol";
import { type RouteTable, type StreamPosition, systemError } from "@volley/protocol/internal";
import { decodeKeptPush } from "../push-log/log-entry-codec.js";
import type { LogEntry, PushLog } from "../push-log/push-log.js";
import type { StreamRules } from "../push-log/stream-rules.js";

/** One kept push of a group. */
export type HistoryEntry<C extends AnyContract, P extends string> = {
  [K in KeptPush<C, GroupPush<C, P>>]: {
    readonly push: K;
    /** As it was pushed. */
    readonly data: PushSent<C, K>;
    readonly offset: number;
    /** For `since`. */
    readonly position: StreamPosition;
  };
}[KeptPush<C, GroupPush<C, P>>];

/** Which part of a group's history is wanted. */
export interface HistoryOptions {
  /** How many of the newest pushes at most, 1 to 1,000. Default: 100. */
  readonly limit?: number | undefined;
  /** Only those behind this position of an entry. Default: all that are kept. */
  readonly since?: StreamPosition | undefined;
}

/** What history is read with. */
export interface HistoryParts {
  readonly log: Pick<PushLog, "last">;
  readonly rules: StreamRules;
  readonly table: RouteTable;
  readonly serializer: Serializer;
}

const MAX_LIMIT = 1_000;
const MAX_BYTES = 4_194_304;

/**
 * Reads the newest kept pushes of a group, the oldest first: those that went to all of it, and that the contract knows.
 * Rejects with `UNAVAILABLE` or `BAD_REQUEST`.
 */
export async function groupHistory(
  parts: HistoryParts,
  group: string,
  { limit = 100, since }: HistoryOptions = {},
): Promise<readonly HistoryEntry<AnyContract, string>[]> {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw systemError("BAD_REQUEST", `${limit} is no limit: use a whole number from 1 to ${MAX_LIMIT}`);
  }
  const stream = parts.rules.ofGroup(group);
  if (stream === undefined) return [];
  const entries = await parts.log.last(stream.name, { count: limit, bytes: MAX_BYTES }, since);
  return entries.flatMap((entry) => readEntry(parts, entry));
}

function readEntry({ table, serializer }: HistoryParts, entry: LogEntry): readonly HistoryEntry<AnyContract, string>[] {
  const kept = decodeKeptPush(entry.bytes);
  // What was meant for some isn't for whoever reads here.
  if (kept === undefined || kept.only !== undefined || kept.except.length > 0 || kept.type !== undefined) return [];
  const { push, rev, payload } = kept;
  if (table.pushes.get(push)?.definition.rev !== rev) return [];
  const { offset, epoch, tag } = entry;
  try {
    const data: unknown = serializer.decode(payload, { kind: "push", name: push });
    return [{ push, data, offset, position: { offset, epoch, tag } } as never];
  } catch {
    return [];
  }
}
