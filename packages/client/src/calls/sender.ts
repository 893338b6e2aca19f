import { VolleyError } from "@volley/protocol";
import {
  type Clock,
  encodeCancel,
  encodeGroup,
  encodeNotify,
  encodeRequest,
  systemError,
} from "@volley/protocol/internal";
import type { Link } from "./link.js";
import { markOf, momentOf } from "./once-mark.js";
import { Outbox, type OutboxLimits } from "./outbox.js";
import type { FirstSend, OutboxEntry } from "./outbox-entry.js";

/** What a sender needs. */
export interface SenderPorts {
  readonly limits: OutboxLimits;
  /** Runs something when this tick's work is done. */
  readonly defer: (run: () => void) => void;
  readonly clock: Pick<Clock, "now" | "monotonic">;
}

/** Moves entries through the outbox and onto whatever connection there is: all of one tick leaves together. */
export class Sender {
  readonly #outbox: Outbox;
  readonly #defer: (run: () => void) => void;
  readonly #clock: SenderPorts["clock"];
  #link: Link | undefined;
  #session = "";
  #lastId = 0;
  #lastSerial = 0;
  #cancels: Uint8Array[] = [];
  #isFlushPlanned = false;
  /** What was refused, and waits to be sent again. */
  readonly #resting = new Set<OutboxEntry>();
  /** Nothing is sent until it is released; `quiet` is called when all up to a position was read. */
  #hold: { readonly position: number; readonly quiet: () => void } | undefined;
  /** Connections that have ended after a planned move. */
  readonly #finished = new Set<Link>();
  #finishedAtPing: readonly Link[] = [];
  readonly #carriers = new WeakMap<OutboxEntry, Link>();
  #positionAtPing = 0;
  #closed: VolleyError | undefined;

  constructor({ limits, defer, clock }: SenderPorts) {
    this.#outbox = new Outbox(limits);
    this.#clock = clock;
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
    this.#resting.delete(entry);
    this.#outbox.queue(entry);
    this.#planFlush();
  }

  /** Keeps an entry that the server refused, and that is sent again later; one that surely never ran as a new one. */
  rest(entry: OutboxEntry): void {
    entry.state = { stage: "queued", first: entry.isResent ? entry.state.first : undefined };
    this.#resting.add(entry);
  }

  /** Queues an entry before all others, for the connection that comes next. Throws what closed this sender. */
  sendFirst(entry: OutboxEntry): void {
    if (this.#closed !== undefined) throw this.#closed;
    this.#outbox.queueFirst([entry]);
  }

  /** Takes an entry back, since nobody waits for it any more. A server that has it is told. */
  withdraw(entry: OutboxEntry): void {
    this.#resting.delete(entry);
    this.#outbox.remove(entry);
    if (entry.state.stage === "queued" || entry.state.id === undefined) return;
    this.#cancels.push(encodeCancel(entry.state.id));
    this.#planFlush();
  }

  /** Takes out the request that an answer belongs to, if somebody still waits for it. */
  answered(id: number): OutboxEntry | undefined {
    return this.#outbox.answered(id);
  }

  /** Takes an id out of those of the requests. */
  takeId(): number {
    return ++this.#lastId;
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

  /**
   * A connection is gone. `once` requests that it carried go out again on the next one; the others may have had their
   * effect, and nobody will know.
   */
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
    const carried = (entry: OutboxEntry): boolean => this.#carriers.get(entry) === link;
    for (const entry of this.#outbox.lost(carried)) entry.fail(lostError(entry));
  }

  /** Fails every request, and whatever comes from now on; notifies leave if they still can. */
  close(error: VolleyError): void {
    this.#closed ??= error;
    for (const entry of this.#resting) this.#outbox.queue(entry);
    // It left, and won't be sent again: that the client was refused since says nothing of what became of it.
    const left = error.code === "CANCELLED" ? [] : this.#outbox.queued.filter(({ state }) => state.first !== undefined);
    for (const entry of left) this.#fail([entry], lostError(entry));
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
    const { kind, route } = entry;
    const id = kind === "notify" ? undefined : this.#lastId + 1;
    const first = this.#firstSend(entry, link);
    const frame = this.#frame(entry, link, { id, first });
    const limitBytes = link.limits.messageBytes;
    if (frame.length > limitBytes) {
      const message = `${route.name} has ${frame.length} bytes, the server takes ${limitBytes}`;
      throw systemError("PAYLOAD_TOO_LARGE", message, { data: { limitBytes } });
    }
    this.#lastId = id ?? this.#lastId;
    this.#lastSerial = Math.max(this.#lastSerial, first?.serial ?? 0);
    entry.isResent ||= entry.state.first !== undefined;
    this.#outbox.sent(entry, id, first);
    this.#carriers.set(entry, link);
    // A notify waited for nothing else.
    if (kind === "notify") entry.release();
    return frame;
  }

  #frame(
    { kind, route, payload, extensions, state }: OutboxEntry,
    link: Link,
    { id, first }: { readonly id: number | undefined; readonly first: FirstSend | undefined },
  ): Uint8Array {
    if (kind === "group") return encodeGroup(id ?? 0, payload);
    const number = link.numberOf(route);
    const marks = first === undefined ? [] : [markOf(first, state.first, this.#clock)];
    const content = { payload, extensions: [...extensions, ...marks] };
    return id === undefined ? encodeNotify(number, content) : encodeRequest(id, number, content);
  }

  /** Undefined for what must not be sent again. Throws `DISCONNECTED` if it was sent, and this server has no memory. */
  #firstSend({ route, state }: OutboxEntry, { memory }: Link): FirstSend | undefined {
    if (memory === undefined && state.first !== undefined) throw lostError({ route });
    if (memory === undefined || route.definition.once !== true) return undefined;
    return state.first ?? { serial: this.#lastSerial + 1, memory, at: momentOf(this.#clock) };
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

function lostError({ route }: Pick<OutboxEntry, "route">): VolleyError {
  const message = `the connection was lost before ${route.name} was answered`;
  return systemError("DISCONNECTED", message, { data: { sent: true } });
}
