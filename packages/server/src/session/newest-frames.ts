/** The newest frame of each key, the one that was put last behind the others. */
export class NewestFrames {
  /** Made when there is one to hold: most clients are never slow. */
  #frames: Map<string, Uint8Array> | undefined;
  #bytes = 0;

  get size(): number {
    return this.#frames?.size ?? 0;
  }
  get bytes(): number {
    return this.#bytes;
  }

  /** Puts a frame in; true if it replaced an older one. */
  put(key: string, frame: Uint8Array): boolean {
    this.#frames ??= new Map();
    const replaced = this.delete(key);
    this.#frames.set(key, frame);
    this.#bytes += frame.length;
    return replaced;
  }

  /** Takes one out; false if there is none. */
  delete(key: string): boolean {
    this.#bytes -= this.#frames?.get(key)?.length ?? 0;
    return this.#frames?.delete(key) === true;
  }

  /** Takes all out. */
  take(): readonly Uint8Array[] {
    const frames = [...(this.#frames?.values() ?? [])];
    this.#frames = undefined;
    this.#bytes = 0;
    return frames;
  }
}
