interface Entry<K, V> {
  readonly key: K;
  readonly value: V;
}

/**
 * A map that knows at once what was set longest ago, and forgets it when it is full. (Looking at the first entry of a
 * plain map is slow after many deletions: V8 walks over the holes that they left, each time.)
 */
export class AgedMap<K, V> {
  readonly #max: number;
  readonly #onForgotten: (key: K) => void;
  readonly #entries = new Map<K, Entry<K, V>>();
  /** Goes through the entries once: what is set again is behind all others, and is met again there. */
  #rest: Iterator<Entry<K, V>> = this.#entries.values();
  /** Met last. No longer the oldest once it was set again, or deleted. */
  #met: Entry<K, V> | undefined;

  /** `max`: default none. */
  constructor(max = Number.POSITIVE_INFINITY, onForgotten: (key: K) => void = () => {}) {
    this.#max = max;
    this.#onForgotten = onForgotten;
  }

  get size(): number {
    return this.#entries.size;
  }

  has(key: K): boolean {
    return this.#entries.has(key);
  }

  get(key: K): V | undefined {
    return this.#entries.get(key)?.value;
  }

  set(key: K, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, { key, value });
    if (this.#entries.size > this.#max) this.forgetOldest(1);
  }

  delete(key: K): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Looks at the entries that were set longest ago, at most `count`, and forgets them as long as `isOver` says so. */
  forgetOldest(count = Number.POSITIVE_INFINITY, isOver: (value: V) => boolean = () => true): void {
    for (let left = count; left > 0; left--) {
      const oldest = this.#oldest();
      if (oldest === undefined || !isOver(oldest.value)) return;
      this.#entries.delete(oldest.key);
      this.#onForgotten(oldest.key);
    }
  }

  #oldest(): Entry<K, V> | undefined {
    if (this.#entries.size === 0) return undefined;
    while (this.#met === undefined || this.#entries.get(this.#met.key) !== this.#met) {
      const { done, value } = this.#rest.next();
      // It was empty in between: what has come to its end stays there.
      if (done === true) this.#rest = this.#entries.values();
      else this.#met = value;
    }
    return this.#met;
  }
}
