/** Something that collects and writes out once per tick. */
export interface Flushable {
  flush(): void;
}

/**
 * Flushes everything that asked for it once, at the end of the tick: what all handlers of a tick wrote to one
 * client becomes one message. One `setImmediate` serves all clients.
 */
export class FlushScheduler {
  readonly #defer: (run: () => void) => void;
  #dirty: Flushable[] = [];

  /** `defer` runs a function at the end of the tick. Default: `setImmediate`, which runs after reads and promises. */
  constructor(defer: (run: () => void) => void = (run) => void setImmediate(run)) {
    this.#defer = defer;
  }

  /** Flushes `target` at the end of this tick. Ask once per tick. */
  schedule(target: Flushable): void {
    this.#dirty.push(target);
    if (this.#dirty.length > 1) return;
    this.#defer(() => {
      const dirty = this.#dirty;
      this.#dirty = [];
      for (const each of dirty) each.flush();
    });
  }
}
