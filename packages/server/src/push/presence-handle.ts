import type { AnyContract, HasPresence, PresenceInfo } from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Groups } from "../groups/groups.js";
import type { PresenceEvent, Present } from "../presence/presence.js";
import type { PresenceGroup } from "../presence/presence-group.js";

/** What a group has whose contract declares its `presence`. */
export interface PresenceHandle<Info> {
  /** Lists the users who are present, on all nodes, in no order. Rejects with `UNAVAILABLE`. */
  presence(): Promise<readonly Present<Info>[]>;
  /**
   * Calls the handler, on this node, when a user comes, leaves or is told about anew, on whichever node. A user comes
   * with the first session that joins, and leaves some time after the last one is gone (`timeouts.presenceGraceMs`).
   * What it throws is logged.
   */
  onPresence(handler: (event: PresenceEvent<Info>) => unknown): Unsubscribe;
}

/** The presence of a group; nothing when its contract doesn't declare any. */
export type PresenceHandleOf<C extends AnyContract, P extends string> =
  HasPresence<C, P> extends true ? PresenceHandle<PresenceInfo<C, P>> : {};

/** Makes the presence part of a group's handle. */
export function presenceHandle({ presence }: Groups, group: PresenceGroup): PresenceHandle<unknown> {
  return {
    presence: () => presence.present(group),
    onPresence: (handler) => presence.onChange(group, handler),
  };
}
