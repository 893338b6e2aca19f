import type { TableState } from "../rules/table-state.js";

/** A table as it is kept. `version` starts at 1 and grows by 1 with every write. */
export interface StoredTable {
  readonly id: string;
  readonly version: number;
  readonly state: TableState;
}

/**
 * The outcome of a write: what is stored now, or why nothing was: somebody else was faster ("changed"), or one of the
 * players sits at another table ("seated").
 */
export type Written =
  | { readonly ok: true; readonly table: StoredTable }
  | { readonly ok: false; readonly reason: "changed" | "seated" };

/** How `claimDue` claims. */
export interface ClaimOptions {
  /** How long nobody else gets what was claimed, in ms. */
  readonly leaseMs: number;
  readonly limit: number;
}

/**
 * Keeps the tables. Writes are compare-and-set, so that several processes can work on one table without a lock: the
 * version is the fence that refuses whoever read too long ago. A user sits at one live (waiting or running) table at
 * most: a write that would seat him at a second one is refused.
 */
export interface TableStore {
  /**
   * Tells the time, in ms since 1970. Deadlines are counted in it and compared with nothing else, so it is one clock
   * for all processes, whatever their own say.
   */
  now(): Promise<number>;
  /** Stores a new table. Refused as "changed" if the id is taken. */
  create(id: string, state: TableState): Promise<Written>;
  get(id: string): Promise<StoredTable | undefined>;
  /** Stores the next state if the table still has the expected version. */
  update(id: string, expectedVersion: number, next: TableState): Promise<Written>;
  /**
   * Notes that all who should know of the versions after `since`, up to `version`, were told. A table whose news isn't
   * told soon after it was written is due: who wrote it may have died. It stays due if there is a newer version, or if
   * nobody has told `since` and what was before.
   */
  told(id: string, version: number, since: number): Promise<void>;
  /**
   * Claims tables that are due: the running turn's time is up, or there is news that nobody told. Each is claimed by
   * one caller; if he hasn't written or told anything when his lease is over, it is due again.
   */
  claimDue(options: ClaimOptions): Promise<readonly string[]>;
  /** Finds the live table that a user sits at. */
  liveTableOf(uid: string): Promise<StoredTable | undefined>;
  /** Lists tables that wait for a second player, oldest first, `limit` at most. */
  waiting(limit: number): Promise<readonly StoredTable[]>;
  /** Lists running games, those that began last first, `limit` at most. */
  running(limit: number): Promise<readonly StoredTable[]>;
}

/** How long the news of a write may take until the table is due, in ms, unless the store is told otherwise. */
export const defaultNewsMs = 5_000;

/** Lists who sits at a live table. */
export function liveUids(state: TableState): readonly string[] {
  if (state.phase === "waiting") return [state.host.uid];
  return state.phase === "playing" ? state.seats.map((seat) => seat.uid) : [];
}
