/** The newest frame of each key, the one that was put last behind the others. */
export class NewestFrames {
  readonly #frames = new Map<string, Uint8Array>();
  #bytes = 0;

  get size(): number {
    return this.#frames.size;
  }
  get bytes(): number {
    return this.#bytes;
  }

  /** Puts a frame in; true if it replaced an older one. */
  put(key: string, frame: Uint8Array): boolean {
    const replaced = this.delete(key);
    this.#frames.set(key, frame);
    this.#bytes += frame.length;
    return replaced;
  }

  /** Takes one out; false if there is none. */
  delete(key: string): boolean {
    this.#bytes -= this.#frames.get(key)?.length ?? 0;
    return this.#frames.delete(key);
  }

  /** Takes all out. */
  take(): readonly Uint8Array[] {
    const frames = [...this.#frames.values()];
    this.#frames.clear();
    this.#bytes = 0;
    return frames;
  }
}
