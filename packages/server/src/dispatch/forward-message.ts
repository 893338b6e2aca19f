import type { TraceContext, VolleyError } from "@volley/protocol";
import type { OnceCall } from "../once/once-call.js";
import type { Route } from "./route-runtime.js";
import type { UnderWay } from "./session-calls.js";

/** A message for a node that serves its route. */
export interface Forwarded {
  readonly route: Route;
  readonly payload: Uint8Array;
  /** There for a `once` request. */
  readonly once: OnceCall | undefined;
  readonly trace: TraceContext | undefined;
}

/** What came of it. */
export type ForwardAnswer =
  | { readonly type: "reply"; readonly payload: Uint8Array }
  | { readonly type: "error"; readonly error: VolleyError }
  /** It was aborted, and nobody waits for an answer. */
  | { readonly type: "cancelled" };

/**
 * Takes the messages of one session to other nodes, in their order. `settle` is called exactly once and never inside
 * the call. Undefined if too many wait already.
 */
export type ForwardMessage = (message: Forwarded, settle: (answer: ForwardAnswer) => void) => UnderWay | undefined;
