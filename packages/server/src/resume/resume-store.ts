/** What is written of a session, by the node that holds it. */
export interface SessionWrite extends HeldSession {
  /** The hash of the token that its client was given last. */
  readonly token: string;
  /** Whether the client is known to have it: then the token before it is used up. */
  readonly confirmed: boolean;
  /** The user that it is bound to. */
  readonly uid: string | undefined;
  /** What another node restores it from; "" if that is impossible. */
  readonly record: string;
  /** How long from now it may be resumed at all, in ms. The first write decides. */
  readonly leftMs: number;
}

/** A session, as the node knows it that holds it. */
export interface HeldSession {
  readonly session: string;
  /** Counts its connections: a node that knows an older one doesn't hold it any more. */
  readonly generation: number;
  /** How long what is stored lasts if it isn't written or renewed again, in ms. */
  readonly ttlMs: number;
}

/**
 * How it stands with a session that a node takes for its own: another node has it, somebody else ended it, or a used-up
 * token did.
 */
export type Lost = "elsewhere" | "ended" | "revoked";

/** A client's wish to go on with a session. Tokens are hashes. */
export interface SessionClaim {
  readonly session: string;
  readonly token: string;
  /** The token that it gets if it may go on. */
  readonly next: string;
  /** Who it is. */
  readonly uid: string | undefined;
  readonly ttlMs: number;
}

/** What came of a claim. */
export type ClaimAnswer =
  /** It goes on, on the node that asked. */
  | {
      readonly type: "claimed";
      readonly generation: number;
      /** The node that held it, perhaps this one, and the generation that it knew. */
      readonly from: { readonly node: string; readonly generation: number };
      readonly record: string;
      readonly leftMs: number;
    }
  /** There is no such session, or this was never its token. */
  | { readonly type: "expired" }
  /** It is another user's. */
  | { readonly type: "identity" }
  /** The token was used up: somebody else may have it. The session has ended; `node` held it. */
  | { readonly type: "revoked"; readonly node: string; readonly uid: string | undefined };

/** How many used-up tokens of a session are remembered. */
export const MAX_BURNED = 8;

/**
 * The port that keeps sessions for clients who come back. It writes in the name of one node, and refuses what a node
 * says of a session that went on elsewhere. Everything rejects with `UNAVAILABLE` if it can't be known whether it was
 * done; all but `claim` may be repeated.
 */
export interface ResumeStore {
  /** How long what is written outlives its node at least, in ms: it is renewed three times as often. */
  readonly leaseMs: number;
  /** Writes a session, whether it is there or not. */
  write(write: SessionWrite): Promise<"written" | Lost>;
  /** Keeps what is there for longer. */
  renew(held: HeldSession): Promise<"renewed" | "missing" | Lost>;
  /**
   * Gives a session to the node that asks. The current token becomes the previous one and `next` the current one. The
   * previous one is good too, as the answer to the last claim may have been lost; then the current one is used up.
   */
  claim(claim: SessionClaim): Promise<ClaimAnswer>;
  /** Removes a session that has ended. With `force` whoever holds it; else nothing happens if that is another node. */
  end(held: HeldSession, force?: boolean): Promise<"ended" | "elsewhere">;
  /** Tells which node holds a session; undefined if there is none. */
  holder(session: string): Promise<string | undefined>;
}
