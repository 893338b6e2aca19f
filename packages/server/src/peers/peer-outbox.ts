import type { Flushable, FlushScheduler } from "../base/flush-scheduler.js";
import { type EncodedMessage, encodePeerMessage } from "./peer-batch.js";
import type { PeerMessage } from "./peer-message.js";

/** The most that goes into one publish. */
const BATCH_BYTES = 256 * 1024;

/** Publishes messages as one batch, and learns which calls are among them. Never throws. */
export type PublishBatch = (messages: readonly EncodedMessage[], calls: readonly number[]) => void;

/** Everything that goes to one other node passes here, in the order written, and leaves once per tick. */
export class PeerOutbox implements Flushable {
  readonly #scheduler: FlushScheduler;
  readonly #publish: PublishBatch;
  #messages: EncodedMessage[] = [];
  #calls: number[] = [];
  #bytes = 0;

  constructor(scheduler: FlushScheduler, publish: PublishBatch) {
    this.#scheduler = scheduler;
    this.#publish = publish;
  }

  /** Takes a message. Throws what JSON throws for a head that it can't write. */
  push(message: PeerMessage): void {
    const encoded = encodePeerMessage(message);
    if (this.#messages.length === 0) this.#scheduler.schedule(this);
    this.#messages.push(encoded);
    if (message.kind === "call") this.#calls.push(message.id);
    for (const block of encoded) this.#bytes += block.length;
    if (this.#bytes > BATCH_BYTES) this.flush();
  }

  flush(): void {
    if (this.#messages.length === 0) return;
    const [messages, calls] = [this.#messages, this.#calls];
    this.#messages = [];
    this.#calls = [];
    this.#bytes = 0;
    this.#publish(messages, calls);
  }
}
