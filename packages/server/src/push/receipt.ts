import type { SessionIndex } from "../session/session-index.js";

/** Whom a push or a kick to users reached. Every uid stands in exactly one list. */
export interface Receipt {
  /** Users with a connected session. */
  readonly delivered: readonly string[];
  /** Users whose sessions are all in their grace time. */
  readonly pending: readonly string[];
  /** Users without a session. */
  readonly offline: readonly string[];
}

/** Looks up how users stand now. */
export function receiptFor(uids: readonly string[], sessions: SessionIndex): Receipt {
  const receipt = { delivered: [] as string[], pending: [] as string[], offline: [] as string[] };
  for (const uid of new Set(uids)) {
    const own = sessions.of(uid);
    const list = own.some((session) => session.connected) ? "delivered" : own.length > 0 ? "pending" : "offline";
    receipt[list].push(uid);
  }
  return receipt;
}
