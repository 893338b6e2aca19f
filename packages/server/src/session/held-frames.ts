/** Frames written to a client before its welcome: what it missed before goes before what is new. */
export class HeldFrames {
  readonly #replayed: Uint8Array[] = [];
  readonly #live: Uint8Array[] = [];

  add(frame: Uint8Array, lane: "replay" | "live"): void {
    (lane === "replay" ? this.#replayed : this.#live).push(frame);
  }

  /** Everything in its order, the welcome first. */
  behind(welcome: Uint8Array): readonly Uint8Array[] {
    return [welcome, ...this.#replayed, ...this.#live];
  }
}
