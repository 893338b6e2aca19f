import type { Logger } from "./logger.js";

/** Takes work that nobody awaits: its failures are logged under its name instead of ending the process. */
export class Tasks {
  readonly #logger: Logger;
  readonly #running = new Set<Promise<void>>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Runs a function, sync or async, and logs what it throws. */
  run(name: string, work: () => unknown): void {
    try {
      const result = work();
      if (result instanceof Promise) this.watch(name, result);
    } catch (error) {
      this.#logger.error(`${name} failed`, { error });
    }
  }

  /** Watches a promise until it settles. */
  watch(name: string, promise: Promise<unknown>): void {
    const watched = promise
      .then(
        () => {},
        (error: unknown) => this.#logger.error(`${name} failed`, { error }),
      )
      .finally(() => this.#running.delete(watched));
    this.#running.add(watched);
  }

  /** Waits until everything that runs now is over. */
  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
