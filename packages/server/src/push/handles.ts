import type { AnyContract, GroupPush, PushName, PushSent } from "@volley/protocol";
import { checkUid } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import { type Audience, groupRoom, sessionRoom, userRoom } from "../groups/rooms.js";
import type { SessionIndex } from "../session/session-index.js";
import type { Pusher } from "./pusher.js";
import { type Receipt, receiptFor } from "./receipt.js";

/** Names sessions by what they are or belong to. */
export interface Filter {
  readonly uids?: readonly string[] | undefined;
  /** Session ids. */
  readonly sessions?: readonly string[] | undefined;
  /** Group names, filled in: "table:7". */
  readonly groups?: readonly string[] | undefined;
}

/** Options of a push to many. */
export interface PushOptions {
  /** Who is left out. Holds on every node. */
  readonly except?: Filter | undefined;
}

/** The arguments behind a push's name: data may be left out when there is none. */
type Args<Sent> = undefined extends Sent ? [data?: Sent, options?: PushOptions] : [data: Sent, options?: PushOptions];

/** One group, to push to. */
export interface GroupHandle<C extends AnyContract, P extends string> {
  /** The name, filled in: "table:7". */
  readonly name: string;
  /** Pushes to all members. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
  push<K extends GroupPush<C, P>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

/** Everybody who is connected. */
export interface EverybodyHandle<C extends AnyContract> {
  /** Pushes to every session. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
  push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

/** One or several users. */
export interface UsersHandle<C extends AnyContract> {
  /** Pushes to all sessions of the users. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
  push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>>): Promise<Receipt>;
  /** Ends all sessions of the users; they get the text and don't come back by themselves. */
  kick(text: string): Promise<Receipt>;
}

/** Makes the handle of a group. `allowed`: what the contract lets go to it; undefined: everything. */
export function groupHandle(
  pusher: Pusher,
  group: { readonly name: string; readonly allowed: readonly string[] | undefined },
): GroupHandle<AnyContract, string> {
  const { name, allowed } = group;
  return {
    name,
    push: (push: string, data?: unknown, options: PushOptions = {}) =>
      pusher.toRooms(push, data, { rooms: [groupRoom(name)], except: roomsOf(options.except), group: name, allowed }),
  };
}

/** Makes the handle of everybody. */
export function everybodyHandle(pusher: Pusher): EverybodyHandle<AnyContract> {
  return {
    push: (push: string, data?: unknown, options: PushOptions = {}) =>
      pusher.toRooms(push, data, { rooms: [], except: roomsOf(options.except) }),
  };
}

/** Makes the handle of some users. Throws `BAD_REQUEST` for what can't be a uid. */
export function usersHandle(pusher: Pusher, sessions: SessionIndex, uids: readonly string[]): UsersHandle<AnyContract> {
  uids.forEach(checkUid);
  return {
    push: (push: string, data?: unknown, options: PushOptions = {}) => {
      const audience: Audience = { rooms: uids.map(userRoom), except: roomsOf(options.except) };
      // No room would mean everybody; no user means nobody.
      const sent = uids.length === 0 ? Promise.resolve() : pusher.toRooms(push, data, audience);
      return handled(sent.then(() => receiptFor(uids, sessions)));
    },
    kick: async (text) => {
      const receipt = receiptFor(uids, sessions);
      for (const session of uids.flatMap((uid) => sessions.of(uid))) session.close({ reason: "kicked", text });
      return receipt;
    },
  };
}

function roomsOf({ uids = [], sessions = [], groups = [] }: Filter = {}): readonly string[] {
  return [...uids.map(userRoom), ...sessions.map(sessionRoom), ...groups.map(groupRoom)];
}
