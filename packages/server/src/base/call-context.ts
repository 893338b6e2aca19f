import { AsyncLocalStorage } from "node:async_hooks";
import type { TraceContext } from "@volley/protocol";

/** What a handler's own calls to other nodes inherit from the message that it handles. */
export interface CallContext {
  /** The user on whose behalf things happen; undefined for nobody. */
  readonly uid: string | undefined;
  /** When nobody waits any more, in cluster time. */
  readonly deadline: number;
  /** The W3C trace context that came with the message. */
  readonly trace: TraceContext | undefined;
}

/** Remembers, along a handler's awaits, which message it handles. One per server. */
export class CallContexts {
  readonly #storage = new AsyncLocalStorage<CallContext>();

  get current(): CallContext | undefined {
    return this.#storage.getStore();
  }

  run<T>(context: CallContext, work: () => T): T {
    return this.#storage.run(context, work);
  }
}
