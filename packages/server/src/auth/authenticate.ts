/** A client that wants in. */
export interface Attempt {
  /** What the client's `token` gave; null when it has none. */
  readonly token: string | null;
  /** What the client's `handshake` option says. Anybody can write anything there. */
  readonly handshake: Readonly<Record<string, unknown>>;
  /** The client's address; behind proxies as `edge.trustProxy` says. */
  readonly address: string;
  /** Aborted when the client leaves or the time for authentication is over. */
  readonly signal: AbortSignal;
}

/** Who a client is. */
export interface Who {
  /** 1 to 128 of letters, digits and `_.:-`. */
  readonly uid: string;
  /** What the token says about the user; `session.claims`. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined;
  /** A token for the client to keep and present next time; see `guest()`. */
  readonly token?: string | undefined;
  /**
   * When the token runs out, in ms since 1970. The client is asked for a fresh one some time before, and its connection
   * ends with `expired` when none has come by then and `auth.refreshGraceMs` more. Left out: never.
   */
  readonly expiresAt?: number | undefined;
  /**
   * When the token was issued, in ms since 1970: `server.revoke({ uid })` refuses those issued before it. Left out: a
   * revoked user stays outside as long as the revocation is kept.
   */
  readonly issuedAt?: number | undefined;
  /** Names the token, for `server.revoke({ tokenId })`: 1 to 256 characters. */
  readonly tokenId?: string | undefined;
  /** Whether this is a guest of `guest()`: only then the uid may start with `guest-`. */
  readonly guest?: boolean | undefined;
}

/** What the session's data starts with: needed only when its schema has keys that must be there. */
type InitialData<Data> = {} extends Data ? { readonly data?: Data | undefined } : { readonly data: Data };

/** Who a client is, and what its session's data starts with. */
export type Identity<Data = {}> = Who & InitialData<Data>;

/**
 * Tells who a client is; null refuses it with `UNAUTHORIZED`. What it throws reaches the client as `UNAVAILABLE`,
 * which it retries, except a `VolleyError`, which reaches it as it is.
 */
export type Authenticate<Data = {}> = (attempt: Attempt) => Identity<Data> | null | Promise<Identity<Data> | null>;
