import { VolleyError } from "@volley/protocol";
import { encodeCancel, encodeNotify, encodeRequest, systemError } from "@volley/protocol/internal";
import type { Link } from "./link.js";
import { Outbox, type OutboxLimits } from "./outbox.js";
import type { OutboxEntry } from "./outbox-entry.js";

/** What a sender needs. */
export interface SenderPorts {
  readonly limits: OutboxLimits;
  /** Runs something when this tick's work is done. */
  readonly defer: (run: () => void) => void;
}

/** Moves entries through the outbox and onto whatever connection there is: all of one tick leaves together. */
export class Sender {
  readonly #outbox: Outbox;
  readonly #defer: (run: () => void) => void;
  #link: Link | undefined;
  #session = "";
  #lastId = 0;
  #cancels: Uint8Array[] = [];
  #isFlushPlanned = false;
  /** Nothing is sent until it is released; `quiet` is called when all up to a position was read. */
  #hold: { readonly position: number; readonly quiet: () => void } | undefined;
  /** Connections that have ended after a planned move. */
  readonly #finished = new Set<Link>();
  #finishedAtPing: readonly Link[] = [];
  readonly #carriers = new WeakMap<OutboxEntry, Link>();
  #positionAtPing = 0;
  #closed: VolleyError | undefined;

  constructor({ limits, defer }: SenderPorts) {
    this.#outbox = new Outbox(limits);
    this.#defer = defer;
  }

  get isAttached(): boolean {
    return this.#link !== undefined;
  }

  /** Queues an entry. Throws `BUSY` if there is no room, or what closed this sender. */
  send(entry: OutboxEntry): void {
    if (this.#closed !== undefined) throw this.#closed;
    const { length } = entry.payload;
    // With a connection there is no reason to be full.
    if (!this.#outbox.hasRoom(length)) this.flush();
    if (!this.#outbox.hasRoom(length)) throw systemError("BUSY", "the outbox is full: too much waits for a connection");
    this.#outbox.queue(entry);
    this.#planFlush();
  }

  /** Takes an entry back, since nobody waits for it any more. A server that has it is told. */
  withdraw(entry: OutboxEntry): void {
    this.#outbox.remove(entry);
    if (entry.state.stage === "queued" || entry.state.id === undefined) return;
    this.#cancels.push(encodeCancel(entry.state.id));
    this.#planFlush();
  }

  /** Takes out the request that an answer belongs to, if somebody still waits for it. */
  answered(id: number): OutboxEntry | undefined {
    return this.#outbox.answered(id);
  }

  /** A ping goes out. Its pong will prove that the server read everything written before it. */
  pinged(): void {
    this.#positionAtPing = this.#outbox.position;
    this.#finishedAtPing = [...this.#finished];
  }

  /** The pong of that ping came. */
  ponged(): void {
    this.#outbox.accepted(this.#positionAtPing);
    for (const link of this.#finishedAtPing) if (this.#finished.delete(link)) this.#lose(link);
    if (this.#hold !== undefined && this.#positionAtPing >= this.#hold.position) this.#hold.quiet();
  }

  /** Sends nothing more; `quiet` is called, maybe again and again, when the server has read all that was sent. */
  hold(quiet: () => void): void {
    this.flush();
    this.#hold = { position: this.#outbox.position, quiet };
  }

  /** Sends again. */
  release(): void {
    this.#hold = undefined;
    this.flush();
  }

  /** Takes a connection that is ready, and writes what waited for it. Ids start again with each session. */
  attach(link: Link): void {
    if (link.session !== this.#session) this.#lastId = 0;
    this.#session = link.session;
    this.#link = link;
    this.flush();
  }

  /** A connection is gone: the requests that it carried may have had their effect, and nobody will know. */
  detach(link: Link | undefined = this.#link): void {
    const next = this.#link;
    if (link === next) {
      this.#link = undefined;
      this.#cancels = [];
    } else if (next !== undefined && next.session === link?.session) {
      // Answers may be on their way over the connection that took its place: its next pong comes behind them.
      this.#finished.add(link);
      return next.probe();
    }
    this.#lose(link);
    for (const each of this.#finished) this.#lose(each);
    this.#finished.clear();
  }

  #lose(link: Link | undefined): void {
    for (const entry of this.#outbox.lost((each) => this.#carriers.get(each) === link)) {
      const message = `the connection was lost before ${entry.route.name} was answered`;
      entry.fail(systemError("DISCONNECTED", message, { data: { sent: true } }));
    }
  }

  /** Fails every request, and whatever comes from now on; notifies leave if they still can. */
  close(error: VolleyError): void {
    this.#closed ??= error;
    this.#fail(this.#outbox.requests, error);
    this.flush();
    this.#fail(this.#outbox.queued, error);
    this.#link = undefined;
  }

  /** Writes what is queued, if there is a connection. */
  flush(): void {
    const link = this.#link;
    if (link === undefined || this.#hold !== undefined) return;
    const frames: Uint8Array[] = [];
    for (const entry of this.#outbox.queued) {
      try {
        frames.push(this.#write(entry, link));
      } catch (thrown) {
        this.#fail([entry], VolleyError.from(thrown));
      }
    }
    frames.push(...this.#cancels);
    this.#cancels = [];
    link.send(frames);
  }

  /** Makes the frame of an entry, which counts as sent from now on. */
  #write(entry: OutboxEntry, link: Link): Uint8Array {
    const { limits, numberOf } = link;
    const { kind, route } = entry;
    const id = kind === "request" ? this.#lastId + 1 : undefined;
    const number = numberOf(route);
    const frame = id === undefined ? encodeNotify(number, entry) : encodeRequest(id, number, entry);
    const limitBytes = limits.messageBytes;
    if (frame.length > limitBytes) {
      const message = `${route.name} has ${frame.length} bytes, the server takes ${limitBytes}`;
      throw systemError("PAYLOAD_TOO_LARGE", message, { data: { limitBytes } });
    }
    this.#lastId = id ?? this.#lastId;
    this.#outbox.sent(entry, id);
    this.#carriers.set(entry, link);
    // A notify waited for nothing else.
    if (kind === "notify") entry.release();
    return frame;
  }

  #fail(entries: readonly OutboxEntry[], error: VolleyError): void {
    for (const entry of entries) {
      this.#outbox.remove(entry);
      entry.fail(error);
    }
  }

  #planFlush(): void {
    if (this.#isFlushPlanned || this.#link === undefined) return;
    this.#isFlushPlanned = true;
    this.#defer(() => {
      this.#isFlushPlanned = false;
      this.flush();
    });
  }
}
