import type { Appended, Producer } from "../push-log/push-log.js";
import type { PushOptions, UserPushOptions } from "./filter.js";
import type { Receipt } from "./receipt.js";

/** Where a push with delivery "replay" was written. */
export interface Published {
  /** Counts the pushes of the group or user, from 1. Undefined for a duplicate so old that it isn't known any more. */
  readonly offset: number | undefined;
  /** Whether it had been there already: same `producer`. Then nobody gets it again. */
  readonly duplicate: boolean;
}

/** How a push with delivery "replay" is written. */
export interface PublishOptions {
  /**
   * Names this push, so that pushing it again does nothing: serials of one `id` grow with each push to a group or user.
   * With it a push that failed with `UNAVAILABLE` may be repeated safely. Default: each push is a new one.
   */
  readonly producer?: Producer | undefined;
  /**
   * When it is done: "accepted", once Redis has it; "replicated", once one of its replicas has it too. Without a replica
   * in time it rejects with `OUTCOME_UNKNOWN`: repeat it with the same `producer`. Default: "accepted".
   */
  readonly ack?: "accepted" | "replicated" | undefined;
}

/** Options of a push with delivery "replay" to a group. The filters are kept with it, and hold when it is replayed. */
export interface KeptPushOptions extends PushOptions, PublishOptions {}
/** Options of a push with delivery "replay" to users. */
export interface KeptUserPushOptions extends UserPushOptions, PublishOptions {}

/** How a push with delivery "replay" to one user ended. Whoever is `pending` or `offline` may get it later. */
export interface KeptReceipt extends Receipt, Published {}
/** How a push with delivery "replay" to several users ended: each has a stream of its own. */
export interface KeptReceipts extends Receipt {
  /** By uid. */
  readonly published: Readonly<Record<string, Published>>;
}

/** Tells a pusher what became of an append. */
export function publishedBy({ position, duplicate }: Appended): Published {
  return { offset: position?.offset, duplicate };
}
