import type {
  AnyContract,
  DeliveryOf,
  GroupArgs,
  GroupName,
  GroupPush,
  PushName,
  PushSent,
  UnkeptPush,
} from "@volley/protocol";
import { checkUid } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { CreateGroupOptions } from "../groups/group-store.js";
import type { Groups } from "../groups/groups.js";
import { type Broadcaster, type GroupRef, userRoom } from "../groups/rooms.js";
import type { PresenceGroup } from "../presence/presence-group.js";
import type { LiveSession } from "../session/live-session.js";
import { type PushOptions, roomsOf, type UserPushOptions } from "./filter.js";
import { groupPushes } from "./group-pushes.js";
import { groupHistory, type HistoryEntry, type HistoryOptions, type HistoryParts } from "./history.js";
import { type PresenceHandle, type PresenceHandleOf, presenceHandle } from "./presence-handle.js";
import type { KeptPushOptions, KeptReceipt, KeptReceipts, KeptUserPushOptions, Published } from "./published.js";
import type { Pusher, PushScope } from "./pusher.js";
import type { Receipt } from "./receipt.js";
import { type UserPushParts, userPushes } from "./user-pushes.js";

/** The arguments behind a push's name: data may be left out when there is none. */
type Args<Sent, Options = PushOptions> = undefined extends Sent
  ? [data?: Sent, options?: Options]
  : [data: Sent, options?: Options];

/** What differs for pushes that are kept: with delivery "replay". */
type IfKept<C extends AnyContract, K extends string, Kept, Else> = [DeliveryOf<C, K>] extends ["replay"] ? Kept : Else;

/** One who gets a push to a group. */
export interface GroupMember {
  /** Undefined for an anonymous session. */
  readonly uid: string | undefined;
  /** The session's id. */
  readonly session: string;
  readonly tags: readonly string[];
}

/** One group: sessions that joined, and users who are members whether they are here or not. */
export type GroupHandle<C extends AnyContract, P extends string> = GroupOperations<C, P> & PresenceHandleOf<C, P>;

/** What every group has. */
export interface GroupOperations<C extends AnyContract, P extends string> {
  /** The name, filled in: "table:7". */
  readonly name: string;
  /**
   * Pushes to all members. One with delivery "replay" is numbered and kept, and tells where it stands. Rejects with
   * `VALIDATION` (development only) when the schema refuses the data; with delivery "replay" also with `UNAVAILABLE` (it
   * may be there all the same: a `producer` makes trying again safe), and `OUTCOME_UNKNOWN` for `ack: "replicated"`.
   */
  push<K extends GroupPush<C, P>>(
    push: K,
    ...args: Args<PushSent<C, K>, IfKept<C, K, KeptPushOptions, PushOptions>>
  ): Promise<IfKept<C, K, Published, void>>;
  /**
   * Reads the newest pushes with delivery "replay" that went to all of the group, the oldest first. Whoever may see them
   * is for the caller to know. Rejects with `UNAVAILABLE`, and with `BAD_REQUEST` for a limit that is none.
   */
  history(options?: HistoryOptions): Promise<readonly HistoryEntry<C, P>[]>;
  /**
   * Pushes to each member what `payload` makes for it; undefined leaves it out. For what not everybody may see. Other
   * nodes are asked first whom they have: their members get it a moment later, and `payload` is called for them then.
   * Rejects with `BAD_REQUEST` for a push with delivery "replay": all members share one stream.
   */
  pushEach<K extends UnkeptPush<C, GroupPush<C, P>>>(
    push: K,
    payload: (member: GroupMember) => PushSent<C, K> | undefined,
  ): Promise<void>;
  /** Creates the group, so that users can be members. Rejects with `CONFLICT` if it exists. */
  create(options?: CreateGroupOptions): Promise<void>;
  /** Takes everybody out and forgets the group. Rejects with `NOT_FOUND`. */
  delete(): Promise<void>;
  /** Starts the group's `ttlMs` again. Rejects with `NOT_FOUND`, or `CONFLICT` if it has none. */
  renew(): Promise<void>;
  /** Makes a user a member, here or not, until removed. Rejects with `NOT_FOUND`, `CONFLICT` or `BAD_REQUEST`. */
  addUser(uid: string): Promise<void>;
  /** Ends a user's membership; sessions that joined by themselves stay. Rejects with `NOT_FOUND` or `BAD_REQUEST`. */
  removeUser(uid: string): Promise<void>;
  /** Takes everybody out; the group stays. Rejects with `NOT_FOUND`. */
  removeAll(): Promise<void>;
  /** Lists users: members, and those with a session that joined. Rejects with `NOT_FOUND`. */
  members(): Promise<readonly string[]>;
  /** Counts `members()`. */
  count(): Promise<number>;
  /** Tells whether a user is among `members()`. Rejects with `NOT_FOUND` for the group, `BAD_REQUEST` for a bad uid. */
  has(uid: string): Promise<boolean>;
}

/** Everybody who is connected. */
export interface EverybodyHandle<C extends AnyContract> {
  /**
   * Pushes to every session. Rejects with `VALIDATION` (development only) when the schema refuses the data, and with
   * `BAD_REQUEST` for a push with delivery "replay": make a group that everybody joins.
   */
  push<K extends UnkeptPush<C, PushName<C>>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

/** One user. A push with delivery "replay" also tells where it stands in the user's stream. */
export interface UserHandle<C extends AnyContract> extends UserOperations<C, KeptReceipt> {}
/** Several users. A push with delivery "replay" also tells where it stands in each one's stream. */
export interface UsersHandle<C extends AnyContract> extends UserOperations<C, KeptReceipts> {}

/** What can be done to one or several users. */
export interface UserOperations<C extends AnyContract, Kept> {
  /**
   * Pushes to all their sessions. One with delivery "replay" is numbered and kept for each user. Rejects with
   * `VALIDATION` (development only) when the schema refuses the data, and with `UNAVAILABLE` when nobody can tell now
   * whom it reaches on other nodes, or (delivery "replay") whether it is there: a `producer` makes trying again safe.
   */
  push<K extends PushName<C>>(
    push: K,
    ...args: Args<PushSent<C, K>, IfKept<C, K, KeptUserPushOptions, UserPushOptions>>
  ): Promise<IfKept<C, K, Kept, Receipt>>;
  /** Ends all sessions of the users; they get the text and don't come back by themselves. */
  kick(text: string): Promise<Receipt>;
  /**
   * Makes the sessions that the users have now members of a group, on all nodes; each membership ends with its
   * session. For users who shall stay members, here or not, there is `addUser` of the group. Resolves when it is on
   * its way, in order with pushes. Throws `BAD_REQUEST` for a group that the contract doesn't have.
   */
  join<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
  /** Ends the membership of the sessions that the users have now. */
  leave<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
}

/** Pushes to each member of a group on other nodes what is made for it. */
export interface DistantMembers {
  each(
    push: string,
    scope: PushScope & { readonly group: string },
    payload: (member: GroupMember) => unknown,
  ): Promise<void>;
}

/** Lists the members of a group whose sessions this node holds. */
export function membersHere(groups: Groups, group: string): readonly GroupMember[] {
  return groups.sessionsOf(group).map(memberOf);
}

/** Makes the handle of a group. `allowed`: what the contract lets go to it; undefined: everything. */
export function groupHandle(
  { pusher, groups, history }: { readonly pusher: Pusher; readonly groups: Groups; readonly history: HistoryParts },
  group: PresenceGroup & { readonly allowed: readonly string[] | undefined },
  elsewhere: DistantMembers,
): GroupOperations<AnyContract, string> & PresenceHandle<unknown> {
  const { name, allowed } = group;
  const { push } = groupPushes(pusher, { name, allowed });
  return {
    name,
    push: push as GroupOperations<AnyContract, string>["push"],
    history: (options) => groupHistory(history, name, options),
    pushEach: (push, payload) => {
      const sends = groups.sessionsOf(name).flatMap((session) => {
        const data: unknown = payload(memberOf(session));
        return data === undefined ? [] : [pusher.toSession(session, push, data, { group: name, allowed })];
      });
      sends.push(elsewhere.each(push, { group: name, allowed }, payload));
      return handled(Promise.all(sends).then(() => {}));
    },
    create: (options = {}) => groups.create(name, options),
    delete: () => groups.delete(group),
    renew: () => groups.renew(name),
    addUser: (uid) => groups.addUser(name, uid),
    removeUser: (uid) => groups.removeUser(name, uid),
    removeAll: () => groups.removeAll(group),
    members: () => groups.members(name),
    count: async () => (await groups.members(name)).length,
    has: async (uid) => {
      checkUid(uid);
      return (await groups.members(name)).includes(uid);
    },
    ...presenceHandle(groups, group),
  };
}

function memberOf(session: LiveSession): GroupMember {
  const { id, anonymous, tags } = session;
  return { uid: anonymous ? undefined : session.uid, session: id, tags };
}

/** Makes the handle of everybody. */
export function everybodyHandle(pusher: Pusher): EverybodyHandle<AnyContract> {
  return {
    push: (push: string, data?: unknown, { only, except }: PushOptions = {}) =>
      pusher.toRooms(push, data, { rooms: [], only: only && roomsOf(only), except: roomsOf(except) }),
  };
}

/** What users' handles work with. */
export interface UsersParts extends UserPushParts {
  readonly rooms: Broadcaster;
  /** Throws for a group that the contract doesn't have. */
  readonly groupOf: (pattern: string, params?: GroupRef["params"]) => unknown;
}

/** Makes the handle of one user. Throws `BAD_REQUEST` for what can't be a uid. */
export function userHandle(parts: UsersParts, uid: string): UserHandle<AnyContract> {
  const push = userPushes(parts, [uid], ([published]) => published);
  return { ...userOperations(parts, [uid]), push: push as UserHandle<AnyContract>["push"] };
}

/** Makes the handle of some users. Throws `BAD_REQUEST` for what can't be a uid. */
export function usersHandle(parts: UsersParts, uids: readonly string[]): UsersHandle<AnyContract> {
  const all = [...new Set(uids)];
  const push = userPushes(parts, all, (published) => ({
    published: Object.fromEntries(all.map((uid, index) => [uid, published[index]])),
  }));
  return { ...userOperations(parts, all), push: push as UsersHandle<AnyContract>["push"] };
}

function userOperations(parts: UsersParts, uids: readonly string[]): Omit<UsersHandle<AnyContract>, "push"> {
  const { receipts, rooms } = parts;
  uids.forEach(checkUid);
  const audience = { rooms: uids.map(userRoom), except: [] };
  const move = async (how: "enterAll" | "exitAll", pattern: string, params: GroupRef["params"]): Promise<void> => {
    parts.groupOf(pattern, params);
    if (uids.length > 0) await rooms[how](audience, { pattern, params });
  };
  return {
    kick: (text) => {
      // Looked up first: afterwards they are gone.
      const receipt = handled(receipts.of(uids));
      if (uids.length === 0) return receipt;
      const kicked = rooms.kick(audience, { reason: "kicked", text });
      return handled(Promise.resolve(kicked).then(() => receipt));
    },
    join: (pattern: string, params?: GroupRef["params"]) => handled(move("enterAll", pattern, params)),
    leave: (pattern: string, params?: GroupRef["params"]) => handled(move("exitAll", pattern, params)),
  };
}
