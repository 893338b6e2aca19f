import type { Pending } from "@volley/protocol";
import { onAbort } from "../base/on-abort.js";
import { IDLE, type RequestState } from "./request-state.js";

type State = RequestState<unknown, unknown>;

/** The requests that one `useRequest` has sent, and the state of the latest. */
export class RequestStore {
  readonly #underWay = new Set<AbortController>();
  readonly #listeners = new Set<() => void>();
  #latest: AbortController | undefined;
  #state: State = IDLE;
  /** The latest state that wasn't pending. */
  #settled: State = IDLE;

  /** Calls the listener after each change. Returns its undo. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getState = (): State => this.#state;

  /** Follows a request, which must end with the signal that it is given; so does the caller's own signal end it. */
  send<P extends Pending<unknown, unknown>>(ask: (signal: AbortSignal) => P, callers: AbortSignal | undefined): P {
    const controller = new AbortController();
    const stopWatching = onAbort(callers, () => controller.abort(callers?.reason));
    this.#underWay.add(controller);
    this.#latest = controller;
    this.#set({ state: "pending", pending: true, data: this.#settled.data, error: undefined });
    const pending = ask(controller.signal);
    // This also handles the rejection: who ignores the promise finds the error in the state.
    void pending.result().then(({ ok, data, error }) => {
      stopWatching();
      this.#underWay.delete(controller);
      if (this.#latest !== controller) return;
      this.#settle(
        ok
          ? { state: "done", pending: false, data, error: undefined }
          : { state: "failed", pending: false, data: undefined, error },
      );
    });
    return pending;
  }

  /** Aborts what is under way, of which the state then tells nothing. */
  readonly abort = (): void => {
    this.#latest = undefined;
    for (const controller of this.#underWay) controller.abort();
    this.#underWay.clear();
    this.#set(this.#settled);
  };

  /** Aborts what is under way, and forgets what was. */
  readonly reset = (): void => {
    this.#settled = IDLE;
    this.abort();
  };

  #settle(state: State): void {
    this.#settled = state;
    this.#set(state);
  }

  #set(state: State): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
