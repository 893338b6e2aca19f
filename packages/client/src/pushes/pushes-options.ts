import type { Delivery } from "@volley/protocol";
import type { WaitOptions } from "../base/wait-options.js";

/**
 * What happens to a push that finds the buffer full. "drop-oldest" and "drop-newest" lose one silently; "fail" ends
 * the iteration with `BUSY`, after what was buffered. A `replay` push is never dropped silently, so there only "fail".
 */
export type Overflow<D extends Delivery> = D extends "replay" ? "fail" : "drop-oldest" | "drop-newest" | "fail";

/** Options of an iteration over pushes. */
export interface PushesOptions<D extends Delivery> extends WaitOptions {
  /** How many pushes wait for a slow loop. Default: 64. */
  readonly buffer?: number | undefined;
  /** Default: "drop-oldest"; "fail" for a `replay` push. */
  readonly overflow?: Overflow<D> | undefined;
}
