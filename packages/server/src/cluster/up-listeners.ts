import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";

/** Who wants to know when a bus goes down or comes up. What they throw is logged, and disturbs nobody else. */
export class UpListeners {
  readonly #logger: Logger;
  readonly #handlers = new Set<{ readonly handle: (up: boolean) => void }>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(handle: (up: boolean) => void): Unsubscribe {
    const entry = { handle };
    this.#handlers.add(entry);
    return unsubscribe(() => void this.#handlers.delete(entry));
  }

  tell(up: boolean): void {
    for (const { handle } of this.#handlers) {
      try {
        handle(up);
      } catch (error) {
        this.#logger.error("a listener to the bus failed", { error });
      }
    }
  }

  clear(): void {
    this.#handlers.clear();
  }
}
