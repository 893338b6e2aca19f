import type { VolleyError } from "@volley/protocol";
import { type Cancel, systemError } from "@volley/protocol/internal";

/** What a stream is made of. */
export interface PushStreamParts {
  /** How many items wait for a slow loop. */
  readonly buffer: number;
  readonly overflow: "drop-oldest" | "drop-newest" | "fail";
}

/** Whether items still come, and if not, what the loop is told after the last one. */
type StreamState = { readonly open: true } | { readonly open: false; readonly error: VolleyError | undefined };

type Item<T> = IteratorResult<T, undefined>;
const DONE: Item<never> = { done: true, value: undefined };

/** Items on their way to a `for await` loop. Either items wait for the loop, or the loop waits for items. */
export class PushStream<T> implements AsyncIterableIterator<T, undefined> {
  readonly #parts: PushStreamParts;
  readonly #loops: ((item: Item<T>) => void)[] = [];
  #items: T[] = [];
  readonly #held: Cancel[] = [];
  #state: StreamState = { open: true };

  constructor(parts: PushStreamParts) {
    this.#parts = parts;
    // Not every platform has the symbol.
    if (Symbol.asyncDispose !== undefined) {
      Object.defineProperty(this, Symbol.asyncDispose, { value: () => this.return() });
    }
  }

  /** Keeps something up until the stream ends, for whatever reason. */
  hold(cancel: Cancel): void {
    if (this.#state.open) this.#held.push(cancel);
    else cancel();
  }

  /** Adds an item; when there is no room, the policy decides. */
  add(item: T): void {
    if (!this.#state.open) return;
    const loop = this.#loops.shift();
    if (loop !== undefined) return loop({ done: false, value: item });
    const { buffer, overflow } = this.#parts;
    if (this.#items.length < buffer) this.#items.push(item);
    else if (overflow === "fail") this.end(systemError("BUSY", `the loop was too slow: ${buffer} pushes wait for it`));
    else if (overflow === "drop-oldest") this.#items = [...this.#items.slice(1), item];
  }

  /** Ends it behind the items that wait; with an error, or just so. */
  end(error?: VolleyError): void {
    if (!this.#state.open) return;
    this.#state = { open: false, error };
    for (const loop of this.#loops.splice(0)) loop(DONE);
    for (const cancel of this.#held.splice(0)) cancel();
  }

  async next(): Promise<Item<T>> {
    if (this.#items.length > 0) return { done: false, value: this.#items.shift() as T };
    if (this.#state.open) return new Promise((resolve) => this.#loops.push(resolve));
    const { error } = this.#state;
    this.#state = { open: false, error: undefined };
    if (error !== undefined) throw error;
    return DONE;
  }

  /** Ends it and forgets what waits: how a loop that is left tells so. */
  async return(): Promise<Item<T>> {
    this.#items = [];
    this.end();
    this.#state = { open: false, error: undefined };
    return DONE;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
