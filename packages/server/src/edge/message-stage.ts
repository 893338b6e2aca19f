import { type Clock, systemError } from "@volley/protocol/internal";
import type { NextMessage } from "./connection-layer.js";

/** The longest that a layer may keep a message, in ms. */
const MAX_DELAY_MS = 5_000;

/** What a stage does with what can't go on. */
export interface StageParts {
  readonly run: (message: Uint8Array, next: NextMessage) => void | Promise<void>;
  readonly next: NextMessage;
  /** The layer threw, or took too long. */
  readonly failed: (error: unknown) => void;
  /** Nothing waits any more. */
  readonly idle: () => void;
  readonly clock: Clock;
}

/** One layer's look at messages in one direction: one at a time, so that none overtakes another. */
export class MessageStage {
  readonly #parts: StageParts;
  readonly #waiting: Uint8Array[] = [];
  #busy = false;
  #bytes = 0;
  #ended = false;

  constructor(parts: StageParts) {
    this.#parts = parts;
  }

  /** Bytes that wait here. */
  get waitingBytes(): number {
    return this.#bytes;
  }

  take(message: Uint8Array): void {
    if (this.#ended) return;
    if (this.#busy) {
      this.#waiting.push(message);
      this.#bytes += message.length;
      return;
    }
    this.#run(message);
    if (this.#waiting.length > 0) this.#goOn();
  }

  /** Nothing goes on from now on. */
  end(): void {
    this.#ended = true;
    this.#waiting.length = 0;
    this.#bytes = 0;
  }

  #run(message: Uint8Array): void {
    const { run, next, failed } = this.#parts;
    let isOver = false;
    const guarded = (given: Uint8Array): void => {
      if (!isOver && !this.#ended) next(given);
    };
    // What a layer hands on inside of `run` may bring the next message here.
    this.#busy = true;
    let running: void | Promise<void>;
    try {
      running = run(message, guarded);
    } catch (error) {
      return failed(error);
    }
    const over = (): void => {
      isOver = true;
      this.#busy = false;
    };
    if (!(running instanceof Promise)) return over();
    this.#bytes += message.length;
    const stop = this.#parts.clock.after(MAX_DELAY_MS, () => {
      isOver = true;
      failed(systemError("TIMEOUT", `a connection layer kept a message for more than ${MAX_DELAY_MS} ms`));
    });
    running.then(
      () => {
        stop();
        if (isOver || this.#ended) return;
        over();
        this.#bytes -= message.length;
        this.#goOn();
      },
      (error: unknown) => {
        stop();
        if (!isOver && !this.#ended) failed(error);
      },
    );
  }

  /** A loop, since a long row of messages must not become a deep stack. */
  #goOn(): void {
    while (!this.#busy && !this.#ended) {
      const message = this.#waiting.shift();
      if (message === undefined) return this.#parts.idle();
      this.#bytes -= message.length;
      this.#run(message);
    }
  }
}
