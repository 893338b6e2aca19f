import type { TableState } from "../rules/table-state.js";

/** A table as it is kept. `version` starts at 1 and grows by 1 with every write. */
export interface StoredTable {
  readonly id: string;
  readonly version: number;
  readonly state: TableState;
}

/** The outcome of a write: what is stored now, or that somebody else was faster. */
export type Written =
  | { readonly ok: true; readonly table: StoredTable }
  | { readonly ok: false; readonly reason: "conflict" };

/**
 * Keeps the tables. Writes are compare-and-set, so that several processes can work on one table without a lock. A user
 * sits at one live (waiting or running) table at most: a write that would seat him at a second one is a conflict.
 */
export interface TableStore {
  /** Stores a new table. A conflict if the id is taken. */
  create(id: string, state: TableState): Promise<Written>;
  get(id: string): Promise<StoredTable | undefined>;
  /** Stores the next state if the table still has the expected version. */
  update(id: string, expectedVersion: number, next: TableState): Promise<Written>;
  /** Finds the live table that a user sits at. */
  liveTableOf(uid: string): Promise<StoredTable | undefined>;
  /** Lists tables that wait for a second player, oldest first. */
  waiting(): Promise<readonly StoredTable[]>;
  /** Lists running games, those that began last first, `limit` at most. */
  running(limit: number): Promise<readonly StoredTable[]>;
  /** Lists the ids of running tables whose deadline is `now` (milliseconds since 1970) or earlier. */
  due(now: number): Promise<readonly string[]>;
}
