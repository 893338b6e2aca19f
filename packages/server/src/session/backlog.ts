import type { Connection } from "./connection.js";

/** How much may wait for a client that doesn't read, until it is given up. */
export interface BacklogLimits {
  readonly bytes: number;
  /** Messages: one per tick that had something for it. */
  readonly messages: number;
  /** How long nothing of it may have been taken, in ms. */
  readonly ms: number;
}

/** What waits for a client because it doesn't read. */
export interface Waiting {
  readonly bytes: number;
  readonly messages: number;
  /** How long nothing of it was taken, in ms. */
  readonly ms: number;
}

/** Keeps count of what was written to a connection and waits there. */
export class Backlog {
  readonly #connection: Connection;
  readonly #now: () => number;
  #messages = 0;
  /** When the oldest that waits was written. */
  #since = 0;

  /** `now`: ms that never jump. */
  constructor(connection: Connection, now: () => number) {
    this.#connection = connection;
    this.#now = now;
  }

  /** Writes a message to the connection. */
  send(message: Uint8Array): void {
    this.#connection.send(message);
    // The usual case: it was taken at once.
    if (this.#connection.queuedBytes === 0) this.#messages = 0;
    else if (++this.#messages === 1) this.#since = this.#now();
  }

  /** Notes that the connection has taken all that waited. */
  drained(): void {
    this.#messages = 0;
  }

  /** What waits now. */
  get waiting(): Waiting {
    const bytes = this.#connection.queuedBytes;
    if (bytes === 0 || this.#messages === 0) return { bytes, messages: 0, ms: 0 };
    return { bytes, messages: this.#messages, ms: this.#now() - this.#since };
  }

  /** Whether that is beyond any of the limits; `held`: bytes that are kept for it besides. */
  isBeyond(limits: BacklogLimits, held: number): boolean {
    const { queuedBytes } = this.#connection;
    if (queuedBytes + held > limits.bytes) return true;
    if (queuedBytes === 0) return false;
    const { messages, ms } = this.waiting;
    return messages > limits.messages || ms > limits.ms;
  }
}
