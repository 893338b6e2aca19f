import { joinBytes } from "@volley/protocol/internal";
import type { Flushable, FlushScheduler } from "../base/flush-scheduler.js";
import type { Connection } from "./connection.js";

/** The most that goes into one message: enough to make headers cheap, and small against what clients take. */
const MESSAGE_BYTES = 256 * 1024;
const MESSAGE_FRAMES = 4_096;

/**
 * Everything that goes to one client passes here, in the order written, and leaves once per tick as one message.
 * A client that doesn't read is given up when more than `maxQueuedBytes` of earlier ticks still wait for it.
 */
export class Outbox implements Flushable {
  readonly #connection: Connection;
  readonly #scheduler: FlushScheduler;
  readonly #maxQueuedBytes: number;
  readonly #onSlow: () => void;
  #frames: Uint8Array[] = [];
  #bytes = 0;

  constructor(
    connection: Connection,
    options: { scheduler: FlushScheduler; maxQueuedBytes: number; onSlow: () => void },
  ) {
    this.#connection = connection;
    this.#scheduler = options.scheduler;
    this.#maxQueuedBytes = options.maxQueuedBytes;
    this.#onSlow = options.onSlow;
  }

  /** Takes a frame. Frames are shared between outboxes: nobody may change their bytes. */
  push(frame: Uint8Array): void {
    if (this.#frames.length === 0) this.#scheduler.schedule(this);
    else if (this.#bytes + frame.length > MESSAGE_BYTES || this.#frames.length >= MESSAGE_FRAMES) this.#write();
    this.#frames.push(frame);
    this.#bytes += frame.length;
  }

  /** Writes what is there; does nothing if that is nothing. */
  flush(): void {
    if (this.#frames.length === 0) return;
    // What earlier ticks left behind counts, not what this one adds: even a fast reader reads between ticks only.
    if (this.#connection.queuedBytes > this.#maxQueuedBytes) return this.#onSlow();
    this.#write();
  }

  #write(): void {
    const message = joinBytes(this.#frames, this.#bytes);
    this.#frames = [];
    this.#bytes = 0;
    this.#connection.send(message);
  }
}
