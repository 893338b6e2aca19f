/** A push on its way to many: by name, so that nodes of another contract version understand it too. */
export interface PushPacket {
  readonly push: string;
  readonly payload: Uint8Array;
  /** The group that it goes to, if it goes to one. */
  readonly group: string | undefined;
}

/**
 * Who gets a push: everybody, or the members of any of `rooms`; with `only`, those of them that are in one of its
 * rooms too; never a member of one of `except`.
 */
export interface Audience {
  readonly rooms: readonly string[];
  readonly only?: readonly string[] | undefined;
  readonly except: readonly string[];
}

/** The port that knows which session is in which room, and delivers to rooms. */
export interface Rooms {
  /** Makes a session known; `deliver` is called with each frame for it. */
  open(sessionId: string, deliver: (frame: Uint8Array) => void): void;
  /** Takes a session out of everything. */
  close(sessionId: string): void;
  join(sessionId: string, room: string): Promise<void>;
  leave(sessionId: string, room: string): Promise<void>;
  broadcast(packet: PushPacket, audience: Audience): void;
  /** Takes an audience into rooms, on all nodes, in order with pushes. */
  joinAll(audience: Audience, rooms: readonly string[]): Promise<void>;
  /** Takes an audience out of rooms, on all nodes, in order with pushes. */
  leaveAll(audience: Audience, rooms: readonly string[]): Promise<void>;
  /** Lists the sessions of this node that are in any of the rooms. */
  sessionsIn(rooms: readonly string[]): readonly string[];
  /** Lists the rooms that a session of this node is in. */
  roomsOf(sessionId: string): readonly string[];
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
/** The room of the sessions with a tag. */
export const tagRoom = (tag: string): string => `t:${tag}`;
