import { systemError } from "@volley/protocol/internal";

/** How a group is created. */
export interface CreateGroupOptions {
  /** How long it lives unless renewed, in ms, at least 1. Default: until it is deleted. */
  readonly ttlMs?: number | undefined;
}

/** How long a group is still there, in ms; undefined: until it is deleted. */
export interface GroupTime {
  readonly endsInMs: number | undefined;
}

/** A group of users as it is now. */
export interface StoredMembers extends GroupTime {
  readonly uids: readonly string[];
}

/** A group that a user is in. */
export interface Membership extends GroupTime {
  readonly group: string;
}

/**
 * The port that keeps groups of users: which exist, until when, and who is in them. Each operation is atomic: of two
 * that contradict each other one comes first. Lists have no order. What can't reach its store rejects with
 * `UNAVAILABLE`; a change may have been made then.
 */
export interface GroupStore {
  /** Rejects with `CONFLICT` if there is one. */
  create(group: string, options: CreateGroupOptions): Promise<void>;
  /** Returns who was in it. Rejects with `NOT_FOUND`. */
  delete(group: string): Promise<readonly string[]>;
  /** Starts its time again. Rejects with `NOT_FOUND`, or `CONFLICT` if it was created without a time. */
  renew(group: string): Promise<void>;
  /** Rejects with `NOT_FOUND` for the group, `CONFLICT` if the user is in it. */
  add(group: string, uid: string): Promise<void>;
  /** Rejects with `NOT_FOUND` for the group or the user. */
  remove(group: string, uid: string): Promise<void>;
  /** Empties it and returns who was in it. Rejects with `NOT_FOUND`. */
  removeAll(group: string): Promise<readonly string[]>;
  /** Lists its users; undefined if there is no such group. */
  members(group: string): Promise<StoredMembers | undefined>;
  /** Lists the groups that a user is in. */
  groupsOf(uid: string): Promise<readonly Membership[]>;
  /** Forgets what this process holds, and ends its timers. */
  close(): void;
}

/** Says that there is no such group. */
export function noGroup(group: string): Error {
  return systemError("NOT_FOUND", `there is no group "${group}"; create it first`);
}

/** Says that there is such a group already. */
export function groupExists(group: string): Error {
  return systemError("CONFLICT", `the group "${group}" exists already`);
}

/** Says that a group has no time that could be renewed. */
export function noTime(group: string): Error {
  return systemError("CONFLICT", `the group "${group}" has no ttlMs to renew`);
}

/** Says that a user is in a group already. */
export function alreadyIn(group: string, uid: string): Error {
  return systemError("CONFLICT", `"${uid}" is in the group "${group}" already`);
}

/** Says that a user isn't in a group. */
export function notIn(group: string, uid: string): Error {
  return systemError("NOT_FOUND", `"${uid}" is not in the group "${group}"`);
}
