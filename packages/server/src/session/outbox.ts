import type { Flushable, FlushScheduler } from "../base/flush-scheduler.js";
import { Backlog, type Waiting as Backlogged, type BacklogLimits } from "./backlog.js";
import type { Connection } from "./connection.js";
import type { FrameDelivery } from "./frame-delivery.js";
import type { MessageJoiner } from "./message-joiner.js";
import { NewestFrames } from "./newest-frames.js";

/** The most that goes into one message: enough to make headers cheap, and small against what clients take. */
const MESSAGE_BYTES = 256 * 1024;
const MESSAGE_FRAMES = 4_096;

/** What all outboxes of a node work with. */
export interface OutboxOptions {
  readonly scheduler: FlushScheduler;
  readonly joiner: MessageJoiner;
  /** A client for which more of earlier ticks waits is given up. */
  readonly limits: BacklogLimits;
  /** A client for which more bytes of earlier ticks wait is slow. */
  readonly slowBytes: number;
  /** Ms that never jump. */
  readonly now: () => number;
  /** Called for each frame that isn't sent: dropped, or replaced by a newer one. */
  readonly onDropped: () => void;
}

/**
 * Hears when the client becomes slow, until it has caught up; and once, with `givenUp`, when it is to be given up.
 */
export type OnSlow = (waiting: Backlogged, givenUp: boolean) => void;

/** A frame that a slow client may not get, while it waits for the end of the tick. */
interface Droppable {
  readonly frame: Uint8Array;
  readonly delivery: FrameDelivery;
}

/** What waits for the end of the tick: most frames are as they are; undefined where one was replaced. */
type Waiting = Uint8Array | Droppable | undefined;
/** Never written to. */
const NOTHING: Waiting[] = [];

/**
 * Everything that goes to one client passes here, in the order written, and leaves once per tick as one message.
 * A slow client doesn't get what is volatile, and of what has a newest only that, as soon as it has read what waits
 * for it. One that doesn't read at all is given up.
 */
export class Outbox implements Flushable {
  readonly #connection: Connection;
  readonly #options: OutboxOptions;
  readonly #onSlow: OnSlow;
  #waiting: Waiting[] = NOTHING;
  #bytes = 0;
  /** Whether any of it is droppable. */
  #isMixed = false;
  /** Where the newest of each key stands among what waits. */
  #places: Map<string, number> | undefined;
  /** What a slow client gets later. */
  readonly #held = new NewestFrames();
  #isScheduled = false;
  /** What earlier ticks left behind: what this one adds says nothing of its reader, who reads between ticks only. */
  #backlog = 0;
  /** What waits in the connection. */
  readonly #sent: Backlog;
  #isSlow = false;
  #isStuck = false;

  constructor(connection: Connection, options: OutboxOptions, onSlow: OnSlow) {
    this.#connection = connection;
    this.#options = options;
    this.#onSlow = onSlow;
    this.#sent = new Backlog(connection, options.now);
    connection.onDrain(() => {
      this.#sent.drained();
      if (this.#held.size > 0) this.#schedule();
    });
  }

  /** Takes a frame. Frames are shared between outboxes: nobody may change their bytes. */
  push(frame: Uint8Array, delivery?: FrameDelivery): void {
    this.#schedule();
    if (typeof delivery === "object") this.#replace(delivery.latest);
    const { length } = this.#waiting;
    if (length > 0 && (this.#bytes + frame.length > MESSAGE_BYTES || length >= MESSAGE_FRAMES)) this.#write();
    if (delivery !== undefined) this.#isMixed = true;
    if (typeof delivery === "object") {
      this.#places ??= new Map();
      this.#places.set(delivery.latest, this.#waiting.length);
    }
    const item = delivery === undefined ? frame : { frame, delivery };
    // Most ticks have one frame, and a list that grows from nothing gets room for seventeen.
    if (this.#waiting.length === 0) this.#waiting = [item];
    else this.#waiting.push(item);
    this.#bytes += frame.length;
  }

  /** Writes what is there; does nothing if that is nothing. */
  flush(): void {
    this.#isScheduled = false;
    if (this.#waiting.length === 0 && this.#held.size === 0) return;
    if (this.#isStuck) return;
    if (this.#sent.isBeyond(this.#options.limits, this.#held.bytes)) return this.#giveUp();
    this.#write();
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#backlog = this.#connection.queuedBytes;
    this.#options.scheduler.schedule(this);
  }

  /** Takes out the older frame of a key that waits in this tick. */
  #replace(key: string): void {
    const place = this.#places?.get(key);
    const older = place === undefined ? undefined : this.#waiting[place];
    if (place === undefined || older === undefined || older instanceof Uint8Array) return;
    this.#waiting[place] = undefined;
    this.#bytes -= older.frame.length;
    this.#options.onDropped();
  }

  #write(): void {
    // It may have read meanwhile.
    const isSlow = this.#backlog > this.#options.slowBytes && this.#connection.queuedBytes > this.#options.slowBytes;
    if (isSlow !== this.#isSlow) this.#turn(isSlow);
    const waiting = this.#waiting;
    const sorted = this.#isMixed ? this.#sort(waiting, isSlow) : (waiting as readonly Uint8Array[]);
    this.#waiting = NOTHING;
    this.#bytes = 0;
    this.#isMixed = false;
    this.#places = undefined;
    // What was held while the client didn't read is older than all that is written now.
    const frames = isSlow || this.#held.size === 0 ? sorted : [...this.#held.take(), ...sorted];
    if (frames.length > 0) this.#sent.send(this.#options.joiner.join(frames));
  }

  #giveUp(): void {
    this.#isStuck = true;
    this.#onSlow(this.#sent.waiting, true);
  }

  #turn(isSlow: boolean): void {
    this.#isSlow = isSlow;
    if (isSlow) this.#onSlow(this.#sent.waiting, false);
  }

  /** Takes out what a slow client doesn't get now; for one that keeps up, what is held and has a newer frame. */
  #sort(waiting: readonly Waiting[], isSlow: boolean): readonly Uint8Array[] {
    const frames: Uint8Array[] = [];
    for (const each of waiting) {
      if (each instanceof Uint8Array) frames.push(each);
      else if (each !== undefined && this.#goesNow(each, isSlow)) frames.push(each.frame);
    }
    return frames;
  }

  #goesNow({ frame, delivery }: Droppable, isSlow: boolean): boolean {
    const key = delivery === "volatile" ? undefined : delivery.latest;
    const isReplaced = key !== undefined && (isSlow ? this.#held.put(key, frame) : this.#held.delete(key));
    if (isReplaced || (isSlow && key === undefined)) this.#options.onDropped();
    return !isSlow;
  }
}
