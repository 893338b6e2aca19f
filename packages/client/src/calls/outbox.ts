import { accept, type FirstSend, lose, type OutboxEntry, send } from "./outbox-entry.js";

/** How much may be queued. */
export interface OutboxLimits {
  readonly maxEntries: number;
  /** Bytes of payloads. */
  readonly maxBytes: number;
}

/**
 * Keeps account of what is on its way, and does nothing else. An entry is queued until it is written; then a request
 * stays until it is answered, a notify until it is accepted or its connection is lost.
 */
export class Outbox {
  readonly #limits: OutboxLimits;
  readonly #queued = new Set<OutboxEntry>();
  #queuedBytes = 0;
  /** Written and not yet accepted, in the order written. */
  readonly #unproven = new Set<OutboxEntry>();
  /** Requests that the server may answer, by their ids. */
  readonly #answerable = new Map<number, OutboxEntry>();
  #position = 0;

  constructor(limits: OutboxLimits) {
    this.#limits = limits;
  }

  /** Tells whether a payload of this size may still be queued. An empty outbox takes one of any size. */
  hasRoom(bytes: number): boolean {
    const { maxEntries, maxBytes } = this.#limits;
    return this.#queued.size === 0 || (this.#queued.size < maxEntries && this.#queuedBytes + bytes <= maxBytes);
  }

  queue(entry: OutboxEntry): void {
    this.#queued.add(entry);
    this.#queuedBytes += entry.payload.length;
  }

  /** Queues entries before all that wait. */
  queueFirst(entries: readonly OutboxEntry[]): void {
    const waiting = this.queued;
    this.#queued.clear();
    this.#queuedBytes = 0;
    for (const entry of [...entries, ...waiting]) this.queue(entry);
  }

  /** Lists what waits to be written, the oldest first. */
  get queued(): readonly OutboxEntry[] {
    return [...this.#queued];
  }

  /** Lists the requests, answerable and queued. */
  get requests(): readonly OutboxEntry[] {
    return [...this.#answerable.values(), ...this.queued.filter(({ kind }) => kind !== "notify")];
  }

  /** How many entries were written. */
  get position(): number {
    return this.#position;
  }

  /** Notes that a queued entry was written; a request under this id, and with `first` if it may be sent again. */
  sent(entry: OutboxEntry, id?: number, first?: FirstSend): void {
    this.remove(entry);
    entry.state = send(entry.state, { position: ++this.#position, id, first });
    this.#unproven.add(entry);
    if (id !== undefined) this.#answerable.set(id, entry);
  }

  /** Notes that the server read everything up to a position. */
  accepted(upTo: number): void {
    for (const entry of this.#unproven) {
      entry.state = accept(entry.state, upTo);
      if (entry.state.stage !== "accepted") return;
      this.#unproven.delete(entry);
    }
  }

  /** Takes out the request that an answer belongs to, if somebody still waits for it. */
  answered(id: number): OutboxEntry | undefined {
    const entry = this.#answerable.get(id);
    if (entry === undefined) return undefined;
    if (entry.state.stage === "sent") this.accepted(entry.state.position);
    this.remove(entry);
    return entry;
  }

  /** Takes out an entry, wherever it stands. */
  remove(entry: OutboxEntry): void {
    if (this.#queued.delete(entry)) this.#queuedBytes -= entry.payload.length;
    this.#unproven.delete(entry);
    if (entry.state.stage !== "queued" && entry.state.id !== undefined) this.#answerable.delete(entry.state.id);
  }

  /**
   * Takes out everything that was written to a connection that is gone. What may be sent again waits before all that
   * is queued, in its order; the other requests are listed.
   */
  lost(carried: (entry: OutboxEntry) => boolean): readonly OutboxEntry[] {
    const unanswered = [...this.#answerable.values()].filter(carried);
    for (const entry of [...this.#unproven, ...unanswered]) if (carried(entry)) this.remove(entry);
    for (const entry of unanswered) entry.state = lose(entry.state);
    this.queueFirst(unanswered.filter(({ state }) => state.stage === "queued"));
    return unanswered.filter(({ state }) => state.stage !== "queued");
  }
}
