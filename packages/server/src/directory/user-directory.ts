import type { Unsubscribe } from "../base/unsubscribe.js";

/** A session of a user, wherever in the cluster it is. */
export interface UserSession {
  readonly session: string;
  /** The node that holds it. */
  readonly node: string;
  /** That node's type. */
  readonly type: string;
  /** Whether it has a connection now; false in its grace time. */
  readonly connected: boolean;
  /** Grows with each binding of this user, in the whole cluster: the higher one is the newer one. */
  readonly fence: number;
}

/** A session of this node, about to be entered. */
export interface Binding {
  readonly uid: string;
  readonly session: string;
}

/** Which older sessions of the user a new one replaces: none, all, or those on nodes of the same type. */
export type Uniqueness = "none" | "all" | "type";

/**
 * The port that knows which user has which sessions, in the whole cluster. Entries of a node that is gone don't
 * count from the moment that is known, and vanish within the lease. Everything that can't reach its store rejects
 * with `UNAVAILABLE`; the store is put right as soon as it can be reached again. A name that is none rejects with
 * `BAD_REQUEST`.
 */
export interface UserDirectory {
  /**
   * Enters a session of this node, connected. Whom it replaces is taken out in the same moment: of two that come at
   * once exactly one stays. It is the caller who ends the replaced ones.
   */
  bind(
    binding: Binding,
    unique: Uniqueness,
  ): Promise<{ readonly fence: number; readonly replaced: readonly UserSession[] }>;
  /** Takes a session of this node out; another's binding stays whatever happens. Tells whether it was the user's last. */
  unbind(binding: Binding): Promise<{ readonly last: boolean }>;
  /** Lets a session of this node go that goes on on another one, and leaves its entry to that. */
  release(binding: Binding): void;
  /** Tells whether a session of this node has a connection now. Nothing happens if it isn't entered. */
  setConnected(binding: Binding, connected: boolean): Promise<void>;
  /** Looks up users: one list per uid, in their order; in a list the oldest session comes first. */
  lookup(uids: readonly string[]): Promise<readonly (readonly UserSession[])[]>;
  /**
   * Calls the handler when it turns out that a session of this node was replaced, and nobody had told it. It is taken
   * out. What the handler throws is logged.
   */
  onReplaced(handler: (binding: Binding) => void): Unsubscribe;
  /** Takes out all sessions of this node, as far as that is possible now, and ends all timers. Never rejects; bounded. */
  close(): Promise<void>;
}
