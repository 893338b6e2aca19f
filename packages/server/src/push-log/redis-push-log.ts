import { Buffer } from "node:buffer";
import { type StreamPosition, systemError } from "@volley/protocol/internal";
import { randomUint32 } from "../base/ids.js";
import type { Bus } from "../cluster/bus.js";
import { type BusCounters, BusCounts } from "../cluster/bus-counters.js";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import type { ReplicatedCommands } from "../redis/replicated-commands.js";
import { APPEND_TO_STREAM } from "./append-script.js";
import { parseStoredEntry } from "./entry-message.js";
import { listenToEntries } from "./listen-to-entries.js";
import { checkKeep, type Numbering, numbersKeptMs } from "./numbering.js";
import type { Appended, AppendOptions, Keep, LogEntry, LogRead, PushLog, ReadLimit } from "./push-log.js";
import { newestChain, readAfter } from "./read-after.js";
import { READ_NEWEST, READ_STREAM } from "./read-scripts.js";
import { BEGIN_STREAM, TOP_OF_STREAM } from "./top-scripts.js";

/** What the log works with. */
export interface RedisPushLogParts extends Numbering {
  readonly commands: RedisCommands;
  /** Runs the appends that a replica shall confirm. */
  readonly replicated: ReplicatedCommands;
  readonly keys: RedisKeys;
  readonly bus: Bus;
  readonly counters?: BusCounters | undefined;
}

/** How many streams are asked about at once. */
const BATCH = 200;
/** A stream that begins because somebody read it is kept for this long, until an append says more. */
const READ_KEEP: Keep = { count: 1, forMs: 1 };

/** Keeps pushes in streams of Redis, and tells nodes of them in the script that writes them. */
export class RedisPushLog implements PushLog {
  readonly #parts: RedisPushLogParts;
  readonly #counters: BusCounters;
  readonly #random: () => number;

  constructor(parts: RedisPushLogParts) {
    this.#parts = parts;
    this.#counters = parts.counters ?? new BusCounts();
    this.#random = parts.random ?? randomUint32;
  }

  async append(stream: string, bytes: Uint8Array, options: AppendOptions): Promise<Appended> {
    const { keep, producer, ack } = options;
    checkKeep(keep);
    const { commands, replicated, keys } = this.#parts;
    const args = [
      ...[keys.logMeta(stream), keys.logEntries(stream), keys.logProducers(stream)],
      ...[Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), keep.count, keep.forMs],
      ...[numbersKeptMs(keep, this.#parts), this.#random(), this.#random(), keys.log(stream)],
      ...(producer === undefined ? ["", 0] : [producer.id, producer.serial]),
    ];
    if (ack !== "replicated") return appendedBy(await commands.script(APPEND_TO_STREAM, ...args));
    const { answer, confirmed } = await replicated.script(APPEND_TO_STREAM, ...args);
    const appended = appendedBy(answer);
    if (!confirmed) throw unconfirmed(appended);
    return appended;
  }

  async read(stream: string, after: StreamPosition, limit: ReadLimit): Promise<LogRead> {
    const found = await this.#find(READ_STREAM, stream, limit, after);
    if (found === undefined) return { type: "gap", reason: "epoch", top: await this.#begin(stream, READ_KEEP) };
    return readAfter(found.top, after, found);
  }

  async last(stream: string, limit: ReadLimit, after?: StreamPosition): Promise<readonly LogEntry[]> {
    const found = await this.#find(READ_NEWEST, stream, limit, after);
    return newestChain(found?.entries ?? []);
  }

  async tops(streams: readonly { readonly stream: string; readonly keep: Keep }[]): Promise<readonly StreamPosition[]> {
    const tops: StreamPosition[] = [];
    for (let at = 0; at < streams.length; at += BATCH) {
      const batch = streams.slice(at, at + BATCH);
      tops.push(...(await Promise.all(batch.map(({ stream, keep }) => this.#top(stream, keep)))));
    }
    return tops;
  }

  listen(stream: string, handler: (entry: LogEntry) => void): Promise<() => void> {
    const { bus, keys } = this.#parts;
    return listenToEntries(bus, keys.log(stream), { handler, counters: this.#counters });
  }

  async #top(stream: string, keep: Keep): Promise<StreamPosition> {
    const { commands, keys } = this.#parts;
    const names = [keys.logMeta(stream), keys.logProducers(stream)];
    const answer = await commands.script(TOP_OF_STREAM, ...names, numbersKeptMs(keep, this.#parts));
    return positionIn(answer) ?? (await this.#begin(stream, keep));
  }

  async #begin(stream: string, keep: Keep): Promise<StreamPosition> {
    const { commands, keys } = this.#parts;
    const names = [keys.logMeta(stream), keys.logEntries(stream), keys.logProducers(stream)];
    const answer = await commands.script(BEGIN_STREAM, ...names, numbersKeptMs(keep, this.#parts), this.#random());
    return positionIn(answer) ?? strange();
  }

  async #find(script: typeof READ_STREAM, stream: string, limit: ReadLimit, after?: StreamPosition) {
    const { commands, keys } = this.#parts;
    const names = [keys.logMeta(stream), keys.logEntries(stream)];
    const from = after === undefined ? ["", ""] : [after.epoch, after.offset + 1];
    const answer = await commands.scriptBytes(script, ...names, ...from, limit.count, limit.bytes);
    const top = positionIn(answer);
    if (top === undefined) return undefined;
    const [limited, rows] = (answer as unknown[]).slice(3) as [number, Buffer[]];
    return { top, limited: limited === 1, entries: entriesIn(top.epoch, rows) };
  }
}

function entriesIn(epoch: number, rows: readonly Buffer[]): readonly (LogEntry | undefined)[] {
  const entries: (LogEntry | undefined)[] = [];
  for (let at = 0; at < rows.length; at += 3) {
    const [id, previousTag, bytes] = rows.slice(at, at + 3) as [Buffer, Buffer, Buffer];
    entries.push(
      parseStoredEntry(epoch, { id: id.toString("latin1"), previousTag: previousTag.toString("latin1"), bytes }),
    );
  }
  return entries;
}

/** Reads {epoch, offset, tag, …}, which our scripts have checked. */
function positionIn(answer: unknown): StreamPosition | undefined {
  const [epoch, offset, tag] = answer as readonly number[];
  return epoch === undefined || offset === undefined || tag === undefined ? undefined : { epoch, offset, tag };
}

function appendedBy(answer: unknown): Appended {
  const [kind, ...rest] = answer as readonly number[];
  return { position: positionIn(rest), previousTag: rest[3] ?? 0, duplicate: kind !== 0 };
}

function unconfirmed({ position }: Appended): Error {
  const where = position === undefined ? "" : ` at offset ${position.offset}`;
  return systemError(
    "OUTCOME_UNKNOWN",
    `accepted${where}, but no replica confirmed it in time; push again with the same producer and serial`,
  );
}

function strange(): never {
  throw systemError("UNAVAILABLE", "Redis gave an answer that can't be read; try again soon");
}
