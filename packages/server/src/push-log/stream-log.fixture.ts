import { type StreamPosition, systemError } from "@volley/protocol/internal";
import type { Appended, AppendOptions, LogEntry, LogRead, PushLog, ReadLimit } from "./push-log.js";

const START: StreamPosition = { offset: 0, epoch: 1, tag: 0 };

/**
 * A log of one stream whose channel a test holds in its hands: what was written is told to nobody until the test says
 * so, in whatever order and as often as it likes.
 */
export class HeldLog implements PushLog {
  readonly entries: LogEntry[] = [];
  readonly listeners = new Set<(entry: LogEntry) => void>();
  /** Counts the reads. */
  reads = 0;
  down = false;
  top = START;
  #tags = 1;

  write(text: string): LogEntry {
    const { epoch, offset, tag } = this.top;
    const entry = { epoch, offset: offset + 1, tag: this.#tags++, previousTag: tag, bytes: Buffer.from(text) };
    this.entries.push(entry);
    this.top = { epoch, offset: entry.offset, tag: entry.tag };
    return entry;
  }

  /** Loses the entries after the first `length`, as a failover does that didn't get them. */
  cutTo(length: number): void {
    this.entries.length = length;
    const { epoch, offset, tag } = this.entries.at(-1) ?? START;
    this.top = { epoch, offset, tag };
  }

  /** Loses everything. */
  flush(): void {
    this.entries.length = 0;
    this.top = { offset: 0, epoch: this.top.epoch + 1, tag: 0 };
  }

  tell(entry: LogEntry): void {
    for (const listener of this.listeners) listener(entry);
  }

  async append(_: string, bytes: Uint8Array, _options: AppendOptions): Promise<Appended> {
    this.#check();
    const entry = this.write("");
    this.entries[this.entries.length - 1] = { ...entry, bytes };
    return { position: this.top, previousTag: entry.previousTag, duplicate: false };
  }

  async read(_: string, after: StreamPosition, { count }: ReadLimit): Promise<LogRead> {
    this.reads++;
    this.#check();
    const { top } = this;
    if (after.epoch !== top.epoch) return { type: "gap", reason: "epoch", top };
    const at = this.entries.find(({ offset }) => offset === after.offset);
    if (after.offset > top.offset || (at !== undefined && at.tag !== after.tag)) {
      return { type: "gap", reason: "fork", top };
    }
    const behind = this.entries.filter(({ offset }) => offset > after.offset);
    if (behind.length > 0 && behind[0]?.offset !== after.offset + 1) return { type: "gap", reason: "window", top };
    return { type: "entries", entries: behind.slice(0, count), more: behind.length > count };
  }

  async last(_: string, { count }: ReadLimit, after?: StreamPosition): Promise<readonly LogEntry[]> {
    this.#check();
    return this.entries.filter(({ offset }) => offset > (after?.offset ?? 0)).slice(-count);
  }

  async tops(streams: readonly unknown[]): Promise<readonly StreamPosition[]> {
    this.#check();
    return streams.map(() => this.top);
  }

  async listen(_: string, handler: (entry: LogEntry) => void): Promise<() => void> {
    this.#check();
    this.listeners.add(handler);
    return () => void this.listeners.delete(handler);
  }

  #check(): void {
    if (this.down) throw systemError("UNAVAILABLE", "the log is down");
  }
}
