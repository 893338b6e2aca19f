import { createSystemClock, systemError } from "@volley/protocol/internal";

interface Waiter {
  readonly where: (data: unknown) => boolean;
  readonly take: (data: unknown) => void;
}

/** Keeps the pushes of one name that a test client got, until the test asks for them. */
export class PushInbox {
  readonly #name: string;
  readonly #kept: unknown[] = [];
  readonly #waiters = new Set<Waiter>();

  constructor(name: string) {
    this.#name = name;
  }

  /** How many came that nobody took. */
  get size(): number {
    return this.#kept.length;
  }

  add(data: unknown): void {
    for (const waiter of this.#waiters) {
      if (!waiter.where(data)) continue;
      this.#waiters.delete(waiter);
      return waiter.take(data);
    }
    this.#kept.push(data);
  }

  /** Takes the oldest one that fits; waits for one if there is none. Rejects with `TIMEOUT`. */
  next(where: (data: unknown) => boolean, timeoutMs: number): Promise<unknown> {
    const index = this.#kept.findIndex(where);
    if (index >= 0) return Promise.resolve(this.#kept.splice(index, 1)[0]);
    return new Promise((resolve, reject) => {
      // The machine's time: the test's own clock stands still while the test waits.
      const stop = createSystemClock().after(timeoutMs, () => {
        this.#waiters.delete(waiter);
        reject(systemError("TIMEOUT", `no push ${this.#name} came within ${timeoutMs} ms`));
      });
      const take = (data: unknown): void => {
        stop();
        resolve(data);
      };
      const waiter: Waiter = { where, take };
      this.#waiters.add(waiter);
    });
  }
}
