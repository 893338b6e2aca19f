/** How a group is created. */
export interface CreateGroupOptions {
  /** How long it lives unless renewed, in ms. Default: until it is deleted. */
  readonly ttlMs?: number | undefined;
}

/** The port that keeps groups of users: which exist, until when, and who is in them. */
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
  members(group: string): Promise<readonly string[] | undefined>;
  /** Lists the groups that a user is in. */
  groupsOf(uid: string): Promise<readonly string[]>;
  /** Forgets everything and ends its timers. */
  close(): void;
}

/** Called when a group's time is over, with who was in it. */
export type GroupExpired = (group: string, uids: readonly string[]) => void;
