import type { Cancel, Clock } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import { redisFailure } from "../redis/redis-failure.js";

/** What a probe works with, and whom it tells. */
export interface LoopProbeParts {
  readonly clock: Clock;
  /** From one that came back to the next, in ms. */
  readonly everyMs: number;
  /** How long one may take, in ms. */
  readonly timeoutMs: number;
  /** Publishes a probe where `receive` will get it from. */
  readonly send: (probe: Buffer) => Promise<unknown>;
  readonly onBack: () => void;
  /** Called once, with the reason if one could not be sent; the probe has stopped then. */
  readonly onLost: (problem?: string) => void;
}

/** What has arrived while the event loop was blocked is read in this time, before a probe counts as lost. */
const READ_MS = 100;

/**
 * Finds out whether what is published arrives: a connection can stand and carry nothing, and a subscriber that gets
 * nothing looks like one for whom there is nothing.
 */
export class LoopProbe {
  readonly #parts: LoopProbeParts;
  /** The probe under way. */
  #sent: Buffer | undefined;
  #stopTimer: Cancel = () => {};

  constructor(parts: LoopProbeParts) {
    this.#parts = parts;
  }

  /** Sends a probe now, and goes on until it is stopped or one is lost. */
  start(): void {
    this.stop();
    const { clock, send, timeoutMs } = this.#parts;
    const probe = Buffer.from(randomId());
    this.#sent = probe;
    this.#stopTimer = clock.after(timeoutMs, () => {
      this.#stopTimer = clock.after(READ_MS, () => this.#lose(probe));
    });
    send(probe).catch((error: unknown) => this.#lose(probe, redisFailure(error).message));
  }

  stop(): void {
    this.#stopTimer();
    this.#sent = undefined;
  }

  /** Takes whatever came on the probe's channel: anybody can write there. */
  receive(message: Uint8Array): void {
    if (this.#sent?.equals(message) !== true) return;
    const { clock, everyMs, onBack } = this.#parts;
    this.stop();
    this.#stopTimer = clock.after(everyMs, () => this.start());
    onBack();
  }

  #lose(probe: Buffer, problem?: string): void {
    if (this.#sent !== probe) return;
    this.stop();
    this.#parts.onLost(problem);
  }
}
