import type { WaitOptions } from "../base/wait-options.js";

/** Options of one request. */
export interface RequestOptions extends WaitOptions {
  /** How long to wait for the reply, in ms. Default: the route's `timeoutMs`, else the client's. */
  readonly timeoutMs?: number | undefined;
}

/** Options of one notify. */
export interface NotifyOptions {
  /**
   * What happens to it without a connection. "keep": it waits in the outbox, for the client's `timeoutMs` at most.
   * "drop": it is forgotten. Default: "keep".
   */
  readonly whenOffline?: "keep" | "drop" | undefined;
}
