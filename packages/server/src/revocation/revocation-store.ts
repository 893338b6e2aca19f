/** Something that was revoked: its name, and when, in ms since 1970 by the store's clock. */
export interface Revocation {
  readonly name: string;
  readonly at: number;
}

/** What a store has. */
export interface StoredRevocations {
  /** Those that were asked for. */
  readonly found: readonly Revocation[];
  /** How many there are in all. */
  readonly count: number;
  /** The store's time. */
  readonly now: number;
}

/**
 * The port that keeps what was revoked, each for `keepMs` from then. All reject with `UNAVAILABLE`, and may be
 * repeated.
 */
export interface RevocationStore {
  /** Revokes now, and tells when that is. */
  add(name: string, keepMs: number): Promise<number>;
  /** Reads what was revoked since a time of the store's clock. */
  read(since: number, keepMs: number): Promise<StoredRevocations>;
  /** Writes what the store has lost; what it has, and is newer, stays. */
  restore(revocations: readonly Revocation[], keepMs: number): Promise<void>;
}
