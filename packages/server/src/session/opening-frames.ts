import type { FrameDelivery } from "./frame-delivery.js";

interface WaitingFrame {
  readonly frame: Uint8Array;
  readonly delivery: FrameDelivery | undefined;
}

/**
 * What waits for the welcome of a session, which goes first: then what its client missed, then what was sent to it
 * since.
 */
export class OpeningFrames {
  readonly #missed: WaitingFrame[] = [];
  readonly #sent: WaitingFrame[] = [];

  /** Takes a frame that the client missed. */
  replay(frame: Uint8Array): void {
    this.#missed.push({ frame, delivery: undefined });
  }

  send(frame: Uint8Array, delivery?: FrameDelivery): void {
    this.#sent.push({ frame, delivery });
  }

  all(): readonly WaitingFrame[] {
    return [...this.#missed, ...this.#sent];
  }
}
