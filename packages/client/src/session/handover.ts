import type { Cancel, Clock } from "@volley/protocol/internal";

/** What a handover needs. */
export interface HandoverPorts {
  readonly clock: Clock;
  /** Stops sending, and calls back when the server has surely read all that was sent. */
  readonly hold: (quiet: () => void) => void;
  /** Sends again. */
  readonly release: () => void;
  /** Opens the next connection. */
  readonly open: () => void;
}

/** A planned change of connections, from the server's wish to the moment when the next one is opened. */
export class Handover {
  readonly #ports: HandoverPorts;
  #stopTimer: Cancel = () => {};
  #isUnderWay = false;

  constructor(ports: HandoverPorts) {
    this.#ports = ports;
  }

  /** Plans it; a later wish replaces an earlier one. */
  plan(inMs: number): void {
    if (this.#isUnderWay) return;
    this.#stopTimer();
    this.#stopTimer = this.#ports.clock.after(inMs, () => {
      this.#isUnderWay = true;
      this.#ports.hold(() => this.#ports.open());
    });
  }

  /** It came about, failed, or the connection is gone anyway. */
  over(): void {
    this.#stopTimer();
    if (!this.#isUnderWay) return;
    this.#isUnderWay = false;
    this.#ports.release();
  }
}
