import type { Ending, TraceContext } from "@volley/protocol";
import type { FrameDelivery } from "../session/frame-delivery.js";

/** A push on its way to many: by name, so that nodes of another contract version understand it too. */
export interface PushPacket {
  readonly push: string;
  /** The push's `rev` in the contract of its sender. */
  readonly rev: number;
  readonly payload: Uint8Array;
  /** The group that it goes to, if it goes to one. */
  readonly group: string | undefined;
  /** Left out: it is kept for slow clients like all others. */
  readonly delivery?: PushDelivery | undefined;
  /** What trace it is a part of. */
  readonly trace?: TraceContext | undefined;
}

/** What may become of a push that waits for a slow client: see `FrameDelivery`. */
export type PushDelivery = "volatile" | { readonly key: string };

/** Tells how a push's frame is delivered: what has the same key replaces it only if it is the same push to the same group. */
export function frameDelivery({ push, group, delivery }: PushPacket): FrameDelivery | undefined {
  return typeof delivery === "object" ? { latest: JSON.stringify([push, group ?? null, delivery.key]) } : delivery;
}

/**
 * Who is meant: everybody, or the members of any of `rooms`; with `only`, those of them that are in one of its rooms
 * too; never a member of one of `except`.
 */
export interface Audience {
  readonly rooms: readonly string[];
  readonly only?: readonly string[] | undefined;
  readonly except: readonly string[];
  /** Only sessions on nodes of this type. */
  readonly type?: string | undefined;
}

/**
 * What can be done to an audience, on all nodes. What one process does arrives everywhere in the order in which it
 * did it. A promise says that it is on its way.
 */
export interface Broadcaster {
  broadcast(packet: PushPacket, audience: Audience): void | Promise<void>;
  /** Ends the sessions of an audience. */
  kick(audience: Audience, ending: Ending): void | Promise<void>;
  /** Takes an audience into rooms, in order with pushes. */
  joinAll(audience: Audience, rooms: readonly string[]): Promise<void>;
  /** Takes an audience out of rooms, in order with pushes. */
  leaveAll(audience: Audience, rooms: readonly string[]): Promise<void>;
  /** Makes the sessions of an audience members of a group. */
  enterAll(audience: Audience, group: GroupRef): Promise<void>;
  /** Ends the membership of an audience's sessions. */
  exitAll(audience: Audience, group: GroupRef): Promise<void>;
}

/** A group as the contract writes it: nodes fill the pattern themselves. */
export interface GroupRef {
  readonly pattern: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
}

/** What rooms do to a session. */
export interface RoomMember {
  /** Takes a frame. */
  deliver(frame: Uint8Array, delivery?: FrameDelivery): void;
  /** Ends the session. */
  close(ending: Ending): void;
  /** Makes the session a member of a group, as if a handler had. */
  enter(group: GroupRef): void;
  /** Ends its membership. */
  exit(group: GroupRef): void;
  /** Tells that it isn't in a room any more. */
  left?(room: string): void;
}

/** A session that entered a room or left it. */
export interface RoomMove {
  readonly session: string;
  readonly room: string;
  readonly entered: boolean;
}

/**
 * The port that knows which session is in which room, and reaches all that are in one. This node's sessions are
 * reached at once, before the call returns, and also while other nodes can't be: what these miss then is only counted.
 */
export interface Rooms extends Broadcaster {
  /** Makes a session known. */
  open(sessionId: string, member: RoomMember): void;
  /** Takes a session out of everything. */
  close(sessionId: string): void;
  join(sessionId: string, room: string): Promise<void>;
  leave(sessionId: string, room: string): Promise<void>;
  broadcast(packet: PushPacket, audience: Audience): void;
  kick(audience: Audience, ending: Ending): void;
  /** Lists the sessions of this node that are in any of the rooms. */
  sessionsIn(rooms: readonly string[]): readonly string[];
  /** Lists the rooms that a session of this node is in. */
  roomsOf(sessionId: string): readonly string[];
  /** Tells whether a session of this node is in any of the rooms. */
  isInAny(sessionId: string, rooms: readonly string[]): boolean;
  /** Calls the handler, at once, when a session of this node enters a room or leaves it; its own room it leaves last. */
  onMove(handler: (move: RoomMove) => void): void;
  /** Resolves when what other nodes do from now on gets here. Rejects with `UNAVAILABLE`; then it may be tried again. */
  ready(): Promise<void>;
  /** Takes nothing from other nodes any more. */
  stop(): void;
}

/** The room of one session. The prefixes keep users, groups and sessions apart, whatever their names. */
export const sessionRoom = (sessionId: string): string => `s:${sessionId}`;
/** The room of one user's sessions. */
export const userRoom = (uid: string): string => `u:${uid}`;
/** The room of the sessions that joined a group. */
export const groupRoom = (group: string): string => `g:${group}`;
/** The room of the sessions whose users are members of a group. */
export const memberRoom = (group: string): string => `m:${group}`;
/** The group whose members' room this is; undefined for other rooms. */
export const groupOfMemberRoom = (room: string): string | undefined =>
  room.startsWith("m:") ? room.slice(2) : undefined;
/** The group whose joined sessions' room this is; undefined for other rooms. */
export const groupOfRoom = (room: string): string | undefined => (room.startsWith("g:") ? room.slice(2) : undefined);
/** The room of the sessions with a tag. */
export const tagRoom = (tag: string): string => `t:${tag}`;
