/** Whom a push or a kick to users reached. Every uid stands in exactly one list. */
export interface Receipt {
  /** Users with a connected session. */
  readonly delivered: readonly string[];
  /** Users whose sessions are all in their grace time. */
  readonly pending: readonly string[];
  /** Users without a session. */
  readonly offline: readonly string[];
}
