import type { Cancel } from "@volley/protocol/internal";
import { onAbort } from "./on-abort.js";
import { toUnsubscribe, type Unsubscribe } from "./unsubscribe.js";

/** Hears what was said; a promise that it returns is only watched for its rejection. */
export type Listener<Said extends readonly unknown[]> = (...said: Said) => void;

interface Entry<Said extends readonly unknown[]> {
  readonly listen: Listener<Said>;
  stopWatching: Cancel;
}

/** Functions that are told things, in the order they came. One that throws, or rejects, disturbs nobody else. */
export class Listeners<Said extends readonly unknown[]> {
  readonly #entries = new Set<Entry<Said>>();
  readonly #onError: (thrown: unknown) => void;
  #isClosed = false;

  constructor(onError: (thrown: unknown) => void) {
    this.#onError = onError;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** Adds a listener until it is undone or the signal aborts. */
  add(listen: Listener<Said>, signal?: AbortSignal): Unsubscribe {
    if (this.#isClosed) return toUnsubscribe(() => {});
    const entry: Entry<Said> = { listen, stopWatching: () => {} };
    this.#entries.add(entry);
    const remove = (): void => {
      entry.stopWatching();
      this.#entries.delete(entry);
    };
    entry.stopWatching = onAbort(signal, remove);
    return toUnsubscribe(remove);
  }

  /** Tells everybody who is there now and still there when it is their turn. */
  tell(...said: Said): void {
    for (const entry of [...this.#entries]) if (this.#entries.has(entry)) this.#call(entry, said);
  }

  /** Forgets everybody, and whoever comes from now on. */
  close(): void {
    this.#isClosed = true;
    for (const entry of this.#entries) entry.stopWatching();
    this.#entries.clear();
  }

  #call({ listen }: Entry<Said>, said: Said): void {
    try {
      // Async functions are accepted where `void` is expected, and their failures would end a Node process.
      const returned: unknown = listen(...said);
      if (returned instanceof Promise) returned.catch(this.#onError);
    } catch (thrown) {
      this.#onError(thrown);
    }
  }
}
