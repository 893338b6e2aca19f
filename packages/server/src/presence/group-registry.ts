/** A session that joined a group. */
export interface JoinedSession {
  readonly session: string;
  /** Undefined while it belongs to no user. */
  readonly uid: string | undefined;
}

/** A session that joined a group, and the node that holds it. */
export interface RegisteredSession extends JoinedSession {
  readonly node: string;
}

/** A session as its node enters it. */
export interface SessionEntry extends JoinedSession {
  /** What is known of its user, as JSON; "" for nothing. */
  readonly info: string;
  /** Whether it joined just now; false if it is entered again, because the registry doesn't have it any more. */
  readonly fresh: boolean;
}

/** A user who has a session in a group, or had one a moment ago. */
export interface PresentUser {
  readonly uid: string;
  /** What is known of the user, as JSON; "" for nothing. */
  readonly info: string;
}

/** Something that changed about who is present. */
export type PresenceChange =
  | (PresentUser & { readonly type: "joined" | "updated" })
  | { readonly type: "left"; readonly uid: string };

/**
 * What a node writes about its sessions in a group. `revision` numbers what it has there, undefined if that is nothing
 * any more.
 */
export type RegistryWrite =
  | {
      /** Changes what is there, if that is `basis`; with nothing to change it only renews the lease. */
      readonly type: "change";
      /** The revision that the node believes to be there; 0: none. */
      readonly basis: number;
      readonly revision: number | undefined;
      readonly entered: readonly SessionEntry[];
      readonly left: readonly JoinedSession[];
    }
  | {
      /** Whatever is there: the sessions of this node are exactly these. */
      readonly type: "replace";
      readonly revision: number | undefined;
      readonly entered: readonly SessionEntry[];
      /** Those that left since the last write that is known to have arrived. */
      readonly left: readonly JoinedSession[];
      /** Whether the node knows that the group was cleared. */
      readonly afterClear: boolean;
    }
  /** Does only what is due. */
  | { readonly type: "look" }
  /** Takes out all sessions of all nodes; the other nodes are answered "cleared" when they write next. */
  | { readonly type: "clear" };

/** How a write treats what isn't in it. */
export interface WriteOptions {
  /** Set for groups whose users are told when they come and go. */
  readonly presence?:
    | {
        /** How long a user without a session still counts as present, in ms. */
        readonly graceMs: number;
        /** The `epoch` that the node was answered last. */
        readonly epoch: string | undefined;
      }
    | undefined;
  /** Nodes that are known to be gone. */
  readonly gone?: readonly string[] | undefined;
}

/** What became of a write. */
export type RegistryAnswer =
  /** Nothing was done: there is something else than `basis`. Write all with "replace". */
  | { readonly type: "differs" }
  /**
   * Nothing was done: the group was cleared. Write all with "replace" and `afterClear`, but only what joined since the
   * last write.
   */
  | { readonly type: "cleared" }
  | {
      readonly type: "written";
      /** Names the data: another one means that it was lost in between. */
      readonly epoch: string | undefined;
      /** What this write decided, and nobody else will: whoever gets it has to tell. */
      readonly changes: readonly PresenceChange[];
      /** When something will be due next that this node doesn't do anyway, in ms from now. */
      readonly dueInMs: number | undefined;
      /** Whether a user's grace is running. */
      readonly leaving: boolean;
    };

/**
 * The port that knows which sessions joined which groups, in the whole cluster, and decides who is present. What a node
 * wrote holds for a lease, which each of its writes renews; what others left behind is taken out by whoever writes
 * next. Every write is atomic, and takes in what is due: that a user left is answered to exactly one node. Rejects
 * with `UNAVAILABLE`; then it isn't known whether the write was done.
 */
export interface GroupRegistry {
  write(group: string, write: RegistryWrite, options?: WriteOptions): Promise<RegistryAnswer>;
  /** Lists the sessions, those of nodes that may be gone too. */
  sessions(group: string): Promise<readonly RegisteredSession[]>;
  /** Lists who counts as present. */
  present(group: string): Promise<readonly PresentUser[]>;
}
