import type { Clock, StreamPosition } from "@volley/protocol/internal";
import { randomUint32 } from "../base/ids.js";
import { MAX_PRODUCERS, type Numbering, numbersKeptMs } from "./numbering.js";
import type { Appended, AppendOptions, Keep, LogEntry } from "./push-log.js";

/** What a producer appended last. */
interface Noted {
  readonly serial: number;
  readonly position: StreamPosition;
  readonly previousTag: number;
}

/** A stream, with the times until when its entries and its numbers are kept. */
interface Stream {
  top: StreamPosition;
  readonly entries: LogEntry[];
  entriesUntil: number;
  /** Those who wrote last are the last ones. */
  readonly producers: Map<string, Noted>;
  until: number;
}

/** What the store works with. */
export interface MemoryLogStoreParts extends Numbering {
  readonly clock: Clock;
}

/** What became of an append, and the entry if there is a new one. */
export type StoredAppend = Appended & { readonly entry?: LogEntry };

/** How often streams whose time is over are looked for, in ms. */
const SWEEP_MS = 1_000;

/** Keeps the pushes for the nodes in one process, which share it. */
export class MemoryLogStore {
  readonly #parts: MemoryLogStoreParts;
  readonly #random: () => number;
  readonly #streams = new Map<string, Stream>();
  #sweptAt = 0;

  constructor(parts: MemoryLogStoreParts) {
    this.#parts = parts;
    this.#random = parts.random ?? randomUint32;
  }

  /** Counts the streams that are kept. */
  get size(): number {
    this.#sweep();
    return this.#streams.size;
  }

  append(name: string, bytes: Uint8Array, { keep, producer }: AppendOptions): StoredAppend {
    const stream = this.#open(name, keep);
    const { top, entries, producers } = stream;
    const noted = producer && producers.get(producer.id);
    if (producer !== undefined && noted !== undefined && producer.serial <= noted.serial) {
      const { serial, position, previousTag } = noted;
      if (producer.serial < serial) return { position: undefined, previousTag: 0, duplicate: true };
      return { position, previousTag, duplicate: true };
    }
    const position = { epoch: top.epoch, offset: top.offset + 1, tag: this.#random() };
    const entry: LogEntry = { ...position, previousTag: top.tag, bytes: bytes.slice() };
    stream.top = position;
    entries.push(entry);
    if (entries.length > keep.count) entries.splice(0, entries.length - keep.count);
    stream.entriesUntil = this.#parts.clock.monotonic() + keep.forMs;
    if (producer !== undefined) {
      // Taken out first: a map lists in the order in which keys came in.
      producers.delete(producer.id);
      producers.set(producer.id, { serial: producer.serial, position, previousTag: top.tag });
      if (producers.size > MAX_PRODUCERS) forgetOldest(producers, producers.size - MAX_PRODUCERS / 2);
    }
    return { position, previousTag: top.tag, duplicate: false, entry };
  }

  /** Tells where a stream ends, or begins it; its numbers are kept for as long again. */
  top(name: string, keep: Keep): StreamPosition {
    return this.#open(name, keep).top;
  }

  /** Finds a stream that is there; what is over is left out. */
  find(name: string): { readonly top: StreamPosition; readonly entries: readonly LogEntry[] } | undefined {
    return this.#find(name);
  }

  /** Forgets a stream, as a Redis does that lost its data. */
  lose(name: string): void {
    this.#streams.delete(name);
  }

  /** Remembers a stream as it is now; the function returned makes it so again, as a failover does that lost a tail. */
  save(name: string): () => void {
    const copy = (stream: Stream): Stream => ({
      ...stream,
      entries: [...stream.entries],
      producers: new Map(stream.producers),
    });
    const there = this.#streams.get(name);
    const saved = there && copy(there);
    return () => void (saved === undefined ? this.lose(name) : this.#streams.set(name, copy(saved)));
  }

  #open(name: string, keep: Keep): Stream {
    const now = this.#parts.clock.monotonic();
    if (now - this.#sweptAt >= SWEEP_MS) this.#sweep();
    const stream = this.#find(name) ?? this.#new();
    stream.until = now + numbersKeptMs(keep, this.#parts);
    this.#streams.set(name, stream);
    return stream;
  }

  #new(): Stream {
    const top = { epoch: this.#random(), offset: 0, tag: 0 };
    return { top, entries: [], entriesUntil: 0, producers: new Map(), until: 0 };
  }

  #find(name: string): Stream | undefined {
    const now = this.#parts.clock.monotonic();
    const stream = this.#streams.get(name);
    if (stream === undefined || stream.until <= now) return undefined;
    if (stream.entriesUntil <= now) stream.entries.length = 0;
    return stream;
  }

  #sweep(): void {
    this.#sweptAt = this.#parts.clock.monotonic();
    for (const name of this.#streams.keys()) if (this.#find(name) === undefined) this.#streams.delete(name);
  }
}

function forgetOldest(producers: Map<string, Noted>, count: number): void {
  for (const id of [...producers.keys()].slice(0, count)) producers.delete(id);
}
