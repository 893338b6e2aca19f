import type { Tasks } from "./tasks.js";
import { type Unsubscribe, unsubscribe } from "./unsubscribe.js";

/** Those who want to hear of something. What one of them throws is logged, and the others hear of it all the same. */
export class Listeners<T> {
  readonly #name: string;
  readonly #tasks: Tasks;
  readonly #handlers = new Set<{ readonly handle: (value: T) => unknown }>();

  /** `name` is what a failed handler is called in the log. */
  constructor(name: string, tasks: Tasks) {
    this.#name = name;
    this.#tasks = tasks;
  }

  add(handle: (value: T) => unknown): Unsubscribe {
    const entry = { handle };
    this.#handlers.add(entry);
    return unsubscribe(() => void this.#handlers.delete(entry));
  }

  tell(value: T): void {
    for (const { handle } of [...this.#handlers]) this.#tasks.run(this.#name, () => handle(value));
  }
}
