/**
 * What waits for the welcome of a session, which goes first: then what its client missed, then what was sent to it
 * since.
 */
export class OpeningFrames {
  readonly #missed: Uint8Array[] = [];
  readonly #sent: Uint8Array[] = [];

  /** Takes a frame that the client missed. */
  replay(frame: Uint8Array): void {
    this.#missed.push(frame);
  }

  send(frame: Uint8Array): void {
    this.#sent.push(frame);
  }

  all(): readonly Uint8Array[] {
    return [...this.#missed, ...this.#sent];
  }
}
