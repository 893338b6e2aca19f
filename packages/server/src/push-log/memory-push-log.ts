import type { StreamPosition } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Bus } from "../cluster/bus.js";
import { type BusCounters, BusCounts } from "../cluster/bus-counters.js";
import { encodeEntry } from "./entry-message.js";
import { listenToEntries } from "./listen-to-entries.js";
import type { MemoryLogStore } from "./memory-log-store.js";
import { checkKeep } from "./numbering.js";
import type { Appended, AppendOptions, Keep, LogEntry, LogRead, PushLog, ReadLimit } from "./push-log.js";
import { newestChain, readAfter } from "./read-after.js";

/** What the log works with. */
export interface MemoryPushLogParts {
  /** Shared with the other nodes in the process. */
  readonly store: MemoryLogStore;
  readonly bus: Bus;
  readonly counters?: BusCounters | undefined;
}

/** A stream that begins because somebody read it is kept for this long, until an append says more. */
const READ_KEEP: Keep = { count: 1, forMs: 1 };

/** Keeps pushes in this process, and tells the nodes in it over their bus, which may lose some, as any bus. */
export class MemoryPushLog implements PushLog {
  readonly #store: MemoryLogStore;
  readonly #bus: Bus;
  readonly #counters: BusCounters;

  constructor({ store, bus, counters = new BusCounts() }: MemoryPushLogParts) {
    this.#store = store;
    this.#bus = bus;
    this.#counters = counters;
  }

  async append(stream: string, bytes: Uint8Array, options: AppendOptions): Promise<Appended> {
    checkKeep(options.keep);
    const { entry, ...appended } = this.#store.append(stream, bytes, options);
    // It is kept, whoever is told: listeners find the gap.
    if (entry !== undefined) void handled(this.#bus.publish(channelOf(stream), encodeEntry(entry)));
    return appended;
  }

  async read(stream: string, after: StreamPosition, limit: ReadLimit): Promise<LogRead> {
    const found = this.#store.find(stream);
    if (found === undefined) return { type: "gap", reason: "epoch", top: this.#store.top(stream, READ_KEEP) };
    const { top, entries } = found;
    const behind = after.epoch === top.epoch ? entries.filter(({ offset }) => offset > after.offset) : [];
    const taken = within(behind, limit);
    return readAfter(top, after, { entries: taken, limited: taken.length < behind.length });
  }

  async last(stream: string, limit: ReadLimit, after?: StreamPosition): Promise<readonly LogEntry[]> {
    const { top, entries } = this.#store.find(stream) ?? { top: undefined, entries: [] };
    const first = after?.epoch === top?.epoch ? (after?.offset ?? 0) : 0;
    return newestChain(within(entries.filter(({ offset }) => offset > first).reverse(), limit));
  }

  async tops(streams: readonly { readonly stream: string; readonly keep: Keep }[]): Promise<readonly StreamPosition[]> {
    return streams.map(({ stream, keep }) => this.#store.top(stream, keep));
  }

  listen(stream: string, handler: (entry: LogEntry) => void): Promise<() => void> {
    return listenToEntries(this.#bus, channelOf(stream), { handler, counters: this.#counters });
  }
}

function channelOf(stream: string): string {
  return `log:${stream}`;
}

/** Takes the first entries that are within the limit; one at least. */
function within(entries: readonly LogEntry[], { count, bytes }: ReadLimit): readonly LogEntry[] {
  let size = 0;
  const end = entries.findIndex((entry, place) => {
    size += entry.bytes.length;
    return place >= count || (place > 0 && size > bytes);
  });
  return end < 0 ? entries : entries.slice(0, end);
}
