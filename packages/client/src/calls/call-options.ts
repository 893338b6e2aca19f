import type { TraceContext } from "@volley/protocol";
import type { WaitOptions } from "../base/wait-options.js";

/** Options of one request. */
export interface RequestOptions extends WaitOptions {
  /** How long to wait for the reply, in ms. Default: the route's `timeoutMs`, else the client's. */
  readonly timeoutMs?: number | undefined;
  /**
   * Whether a request that the server refused with `RATE_LIMITED` is sent again when the server says, twice at most and
   * within its time: it surely wasn't handled. Default: true.
   */
  readonly retry?: boolean | undefined;
  /** What trace the request is a part of: its handler reads it as `call.trace`. One that isn't valid is ignored. Default: none. */
  readonly trace?: TraceContext | undefined;
}

/** Options of one operation on a group. */
export interface GroupCallOptions extends WaitOptions {
  /** How long to wait for the answer, in ms. Default: the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
}

/** Options of one notify. */
export interface NotifyOptions {
  /**
   * What happens to it without a connection. "keep": it waits in the outbox, for the client's `timeoutMs` at most.
   * "drop": it is forgotten. Default: "keep".
   */
  readonly whenOffline?: "keep" | "drop" | undefined;
  /** What trace the notify is a part of: its handler reads it as `call.trace`. One that isn't valid is ignored. Default: none. */
  readonly trace?: TraceContext | undefined;
}
