import type { Uniqueness, UserSession } from "./user-directory.js";

/** A session as it is stored: until when, in ms of the store's clock, it counts if it isn't renewed. */
export interface StoredSession extends UserSession {
  readonly until: number;
}

/** The node that writes. */
export interface Writer {
  readonly node: string;
  readonly type: string;
  readonly leaseMs: number;
}

/** A session as its own node holds it. */
export interface HeldSession {
  readonly session: string;
  readonly fence: number;
  readonly unique: Uniqueness;
  readonly connected: boolean;
}

/** A session about to be stored. */
export interface NewSession {
  readonly session: string;
  readonly unique: Uniqueness;
  /** The highest fence that its node has seen: the new one is higher, whatever the store's clock does. */
  readonly floor: number;
}

/**
 * Where the sessions of users are stored; each operation is one step that nothing gets between. A newer session with
 * `unique` overtakes the older ones in its scope: they are taken out, whoever comes first. All reject with
 * `UNAVAILABLE`.
 */
export interface SessionStore {
  /** Stores a new session, and tells whom it overtook. */
  bind(
    uid: string,
    added: NewSession,
    writer: Writer,
  ): Promise<{ readonly fence: number; readonly replaced: readonly StoredSession[] }>;
  /**
   * Says that these are all the sessions of the writer's node: renews them, adds those that are missing, takes out
   * others of this node. Tells which of them were overtaken, and so weren't stored, and what else is there.
   */
  assert(
    uid: string,
    held: readonly HeldSession[],
    writer: Writer,
  ): Promise<{ readonly replaced: readonly string[]; readonly others: readonly StoredSession[] }>;
  /** Lists all. */
  list(uid: string): Promise<readonly StoredSession[]>;
  /** Takes sessions out that are still as they were read. */
  forget(uid: string, sessions: readonly StoredSession[]): Promise<void>;
}
