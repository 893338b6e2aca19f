import type {
  AnyContract,
  DeliveryOf,
  GroupPush,
  HasPresence,
  KeptPush,
  Presence,
  PresenceInfo,
  PushReceived,
  PushSent,
  StreamPosition,
  VolleyError,
} from "@volley/protocol";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { WaitOptions } from "../base/wait-options.js";
import type { GroupCallOptions } from "../calls/call-options.js";
import type { MetaOf } from "../pushes/push-meta.js";
import type { PushesOptions } from "../pushes/pushes-options.js";

/** The pushes that a group gets: those that the contract lists, and those that tell who comes and goes. */
export type GroupHeard<C extends AnyContract, P extends string> = GroupPush<C, P> | PresencePush<C, P>;
type PresencePush<C extends AnyContract, P extends string> = P extends keyof C["groups"]
  ? C["groups"][P]["presence"] extends Presence<infer _, infer Came, infer Left>
    ? Came | Left
    : never
  : never;

/** Options of joining a group. */
export interface GroupJoinOptions extends GroupCallOptions {
  /**
   * How many of the newest kept pushes of the group come first, marked as replayed, if the session wasn't a member: at
   * most 1,000. It takes the right to the group's history, too. Default: 0.
   */
  readonly last?: number | undefined;
}

/** The arguments of `join`: what the others learn of this user, if the contract asks for it. */
export type GroupJoinArgs<Info> = [Info] extends [undefined]
  ? [options?: GroupJoinOptions]
  : undefined extends Info
    ? [options?: GroupJoinOptions & { readonly presence?: Info }]
    : [options: GroupJoinOptions & { readonly presence: Info }];

/** The arguments behind the name of a push. */
type PushArgs<Sent> = undefined extends Sent
  ? [data?: Sent, options?: GroupCallOptions]
  : [data: Sent, options?: GroupCallOptions];

/** Which part of a group's history is wanted. */
export interface GroupHistoryOptions extends GroupCallOptions {
  /** How many of the newest pushes at most, 1 to 1,000; of them what fits into 512 KiB. Default: 100. */
  readonly limit?: number | undefined;
  /** Only those behind this position of an entry. Default: all that are kept. */
  readonly since?: StreamPosition | undefined;
}

/** One kept push of a group. */
export type GroupHistoryEntry<C extends AnyContract, P extends string> = {
  [K in KeptPush<C, GroupPush<C, P>>]: {
    readonly push: K;
    readonly data: PushReceived<C, K>;
    readonly offset: number;
    /** For `since`. */
    readonly position: StreamPosition;
  };
}[KeptPush<C, GroupPush<C, P>>];

/** A user who is present in a group. */
export interface Member<Info> {
  readonly uid: string;
  /** What the user said when joining; undefined when the contract asks for nothing. */
  readonly info: Info;
}

/** Tells that a client isn't in a group any more. */
export interface GroupLeft {
  /** The group's name, filled in: "table:7". */
  readonly group: string;
  /** Why it may not be there, or couldn't join again; undefined: the app took it out, or nobody knows. */
  readonly error: VolleyError | undefined;
}

/**
 * One group, as far as the server's policy lets this client use it by itself. Everything that asks the server settles
 * like a request, and rejects with `FORBIDDEN`, or the policy's own words, if it isn't allowed; with `NOT_FOUND` or
 * `CONTRACT_MISMATCH` if the server's contract differs; `UNAVAILABLE`, `BUSY`, `RATE_LIMITED`, `TIMEOUT`, `CANCELLED`,
 * `DISCONNECTED` as requests do; `UNSUPPORTED` on an older server.
 */
export type ClientGroup<C extends AnyContract, P extends string> = GroupUses<C, P> &
  (HasPresence<C, P> extends true ? GroupMembers<PresenceInfo<C, P>> : {});

/** What only a group with presence has. */
export interface GroupMembers<Info> {
  /** Lists the users who are present, on all nodes, in no order. */
  members(options?: GroupCallOptions): Promise<readonly Member<Info>[]>;
}

/** What every group has. */
export interface GroupUses<C extends AnyContract, P extends string> {
  /** The name, filled in: "table:7". */
  readonly name: string;
  /**
   * Joins: from now on the group's pushes come. Joining again is no error, and updates the presence. When the client
   * gets a new session because it couldn't go on with its old one, it joins again by itself, before anything that waits
   * to be sent, without `last`; its kept pushes start anew then, as `onResync` tells.
   */
  join(...args: GroupJoinArgs<PresenceInfo<C, P>>): Promise<void>;
  /** Leaves; no error when it isn't there. Rejects with `FORBIDDEN` if a handler made it a member, not `join`. */
  leave(options?: GroupCallOptions): Promise<void>;
  /**
   * Pushes to all members, this one included; only members may. Nothing says to the others who it was: what they must
   * be able to trust goes through a handler, or stands in the data and is checked by the policy.
   */
  push<K extends GroupPush<C, P>>(push: K, ...args: PushArgs<PushSent<C, K>>): Promise<void>;
  /** Reads the newest kept pushes that this session may see, the oldest first. */
  history(options?: GroupHistoryOptions): Promise<readonly GroupHistoryEntry<C, P>[]>;
  /** Calls the handler with each push of this name to this group, as `client.onPush` does. */
  onPush<K extends GroupHeard<C, P>>(
    push: K,
    handler: (data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => void,
    options?: WaitOptions,
  ): Unsubscribe;
  /** Iterates over the pushes of this name to this group, as `client.pushes` does. */
  pushes<K extends GroupHeard<C, P>>(
    push: K,
    options?: PushesOptions<DeliveryOf<C, K>>,
  ): AsyncIterableIterator<PushReceived<C, K>> & AsyncDisposable;
  /**
   * Calls the handler when this client isn't in the group any more though it joined and didn't leave: `error` says why
   * it may not, or couldn't join again; undefined: the app took it out, or nobody knows why. In order with pushes.
   */
  onLeft(handler: (left: GroupLeft) => void, options?: WaitOptions): Unsubscribe;
}
