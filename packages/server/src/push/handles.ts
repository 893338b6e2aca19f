import type { AnyContract, GroupArgs, GroupName, GroupPush, PushName, PushSent } from "@volley/protocol";
import { checkUid } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { CreateGroupOptions } from "../groups/group-store.js";
import type { Groups } from "../groups/groups.js";
import { type Broadcaster, type GroupRef, groupRoom, memberRoom, userRoom } from "../groups/rooms.js";
import type { PresenceGroup } from "../presence/presence-group.js";
import type { LiveSession } from "../session/live-session.js";
import { type PushOptions, roomsOf, type UserPushOptions } from "./filter.js";
import { type PresenceHandle, type PresenceHandleOf, presenceHandle } from "./presence-handle.js";
import type { Pusher, PushScope } from "./pusher.js";
import type { Receipt } from "./receipt.js";
import type { Receipts } from "./receipts.js";

/** The arguments behind a push's name: data may be left out when there is none. */
type Args<Sent, Options = PushOptions> = undefined extends Sent
  ? [data?: Sent, options?: Options]
  : [data: Sent, options?: Options];

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
  /** Pushes to all members. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
  push<K extends GroupPush<C, P>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
  /**
   * Pushes to each member what `payload` makes for it; undefined leaves it out. For what not everybody may see. Other
   * nodes are asked first whom they have: their members get it a moment later, and `payload` is called for them then.
   */
  pushEach<K extends GroupPush<C, P>>(
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
  /** Pushes to every session. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
  push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

/** One or several users. */
export interface UsersHandle<C extends AnyContract> {
  /**
   * Pushes to all their sessions. Rejects with `VALIDATION` (development only) when the schema refuses the data, and
   * with `UNAVAILABLE` when nobody can tell now whom it reaches on other nodes.
   */
  push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>, UserPushOptions>): Promise<Receipt>;
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
  { pusher, groups }: { readonly pusher: Pusher; readonly groups: Groups },
  group: PresenceGroup & { readonly allowed: readonly string[] | undefined },
  elsewhere: DistantMembers,
): GroupOperations<AnyContract, string> & PresenceHandle<unknown> {
  const { name, allowed } = group;
  const rooms = [groupRoom(name), memberRoom(name)];
  return {
    name,
    push: (push: string, data?: unknown, { only, except }: PushOptions = {}) =>
      pusher.toRooms(push, data, { rooms, only: only && roomsOf(only), except: roomsOf(except), group: name, allowed }),
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

/** Makes the handle of some users. Throws `BAD_REQUEST` for what can't be a uid. */
export function usersHandle(
  parts: {
    readonly pusher: Pusher;
    readonly receipts: Receipts;
    readonly rooms: Broadcaster;
    /** Throws for a group that the contract doesn't have. */
    readonly groupOf: (pattern: string, params?: GroupRef["params"]) => unknown;
  },
  uids: readonly string[],
): UsersHandle<AnyContract> {
  const { pusher, receipts, rooms } = parts;
  uids.forEach(checkUid);
  const audience = { rooms: uids.map(userRoom), except: [] };
  const move = async (how: "enterAll" | "exitAll", pattern: string, params: GroupRef["params"]): Promise<void> => {
    parts.groupOf(pattern, params);
    if (uids.length > 0) await rooms[how](audience, { pattern, params });
  };
  return {
    push: (push: string, data?: unknown, { only, except, type }: UserPushOptions = {}) => {
      const target = { rooms: uids.map(userRoom), only: only && roomsOf(only), except: roomsOf(except), type };
      // No room would mean everybody; no user means nobody.
      const sent = uids.length === 0 ? Promise.resolve() : pusher.toRooms(push, data, target);
      return handled(sent.then(() => receipts.of(uids, type)));
    },
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
