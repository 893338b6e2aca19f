/** A map that forgets what was set longest ago when it is full. */
export class BoundedMap<K, V> {
  readonly #max: number;
  readonly #onForgotten: (key: K) => void;
  readonly #entries = new Map<K, V>();

  constructor(max: number, onForgotten: (key: K) => void = () => {}) {
    this.#max = max;
    this.#onForgotten = onForgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    return this.#entries.get(key);
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#max) this.forgetOldest(1);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Looks at the entries that were set longest ago, and forgets them as long as `isOver` says so. */
  forgetOldest(count: number, isOver: (value: V) => boolean = () => true): void {
    let left = count;
    for (const [key, value] of this.#entries) {
      if (left-- <= 0 || !isOver(value)) return;
      this.#entries.delete(key);
      this.#onForgotten(key);
    }
  }
}
