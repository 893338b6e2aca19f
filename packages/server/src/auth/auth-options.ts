/** How long what is known of tokens holds. */
export interface AuthOptions {
  /** From a token's end until the connection of a client that brought no fresh one ends, in ms. Default: 25,000. */
  readonly refreshGraceMs?: number | undefined;
  /**
   * For how long a revocation is kept, in ms: at least as long as any token is good for, and the same on all nodes.
   * Default: 86,400,000 (24 h).
   */
  readonly maxTokenMs?: number | undefined;
}

const REFRESH_GRACE_MS = 25_000;
const MAX_TOKEN_MS = 24 * 3_600_000;

/** Fills in the defaults. */
export function withAuthDefaults(options: AuthOptions = {}) {
  const { refreshGraceMs = REFRESH_GRACE_MS, maxTokenMs = MAX_TOKEN_MS } = options;
  return { refreshGraceMs, maxTokenMs };
}
