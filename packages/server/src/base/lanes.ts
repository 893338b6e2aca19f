import { systemError } from "@volley/protocol/internal";

/** How much work lanes take. */
export interface LaneLimits {
  /** How many pieces run at once. */
  readonly atOnce: number;
  /** How many may wait; more are refused. */
  readonly waiting: number;
}

/** Runs pieces of work: those of one key one after another, and a bounded number altogether. */
export class Lanes {
  readonly #limits: LaneLimits;
  readonly #lastOfKey = new Map<string, Promise<unknown>>();
  readonly #turns: (() => void)[] = [];
  #waiting = 0;
  #running = 0;

  constructor(limits: LaneLimits) {
    this.#limits = limits;
  }

  /** Runs work as soon as its turn comes, and settles as it does. Rejects with `UNAVAILABLE` when too much waits. */
  run<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= this.#limits.waiting) {
      return Promise.reject(systemError("UNAVAILABLE", "too many operations wait for Redis; try again soon"));
    }
    this.#waiting++;
    if (key === undefined) return this.#inTurn(work);
    const before = this.#lastOfKey.get(key);
    const inTurn = (): Promise<T> => this.#inTurn(work);
    const result = before === undefined ? inTurn() : before.then(inTurn);
    const over = (): void => {
      if (this.#lastOfKey.get(key) === settled) this.#lastOfKey.delete(key);
    };
    const settled = result.then(over, over);
    this.#lastOfKey.set(key, settled);
    return result;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.atOnce) await new Promise<void>((resolve) => this.#turns.push(resolve));
    else this.#running++;
    this.#waiting--;
    try {
      return await work();
    } finally {
      // A turn is handed on, so that nobody who comes just now gets before those who wait.
      const next = this.#turns.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}
