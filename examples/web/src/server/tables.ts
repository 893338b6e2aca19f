import type { Random } from "../rules/bag.js";
import { isDue, reduce } from "../rules/reduce.js";
import type { Refusal, TableAction, TableEvent } from "../rules/table-action.js";
import type { OverTable, PlayingTable } from "../rules/table-state.js";
import type { StoredTable, TableStore } from "./table-store.js";

/** Tells a table's change on, once it is stored. */
export type TellChange = (table: StoredTable, events: readonly TableEvent[]) => Promise<void>;

/** The outcome of an action at a table. */
export type Acted =
  | { readonly ok: true; readonly table: StoredTable; readonly events: readonly TableEvent[] }
  | { readonly ok: false; readonly refusal: Refusal | { readonly code: "NO_SUCH_TABLE" } };

/** The tables: rules, store and news put together. Times are in milliseconds since 1970. */
export interface Tables {
  /** Applies an action. A turn whose time is up is expired first, whoever comes. */
  act(id: string, action: TableAction, now: number): Promise<Acted>;
  /** Reads a table; a turn whose time is up is expired first. */
  look(id: string, now: number): Promise<StoredTable | undefined>;
  /** Expires every turn whose time is up. */
  expireDue(now: number): Promise<void>;
}

/** What the tables are made of. */
export interface TablesParts {
  readonly store: TableStore;
  readonly isWord: (word: string) => boolean;
  readonly random: Random;
  readonly tell: TellChange;
}

/** Makes the tables. */
export function createTables({ store, isWord, random, tell }: TablesParts): Tables {
  async function act(id: string, action: TableAction, now: number): Promise<Acted> {
    for (;;) {
      const before = await store.get(id);
      if (before === undefined) return { ok: false, refusal: { code: "NO_SUCH_TABLE" } };
      const late = action.type !== "expire" && isDue(before.state, now);
      const step = reduce(before.state, late ? { type: "expire" } : action, { now, random, isWord });
      if (!step.ok) return step;
      const written = await store.update(id, before.version, step.state);
      if (!written.ok) {
        if (await wasChanged(before)) continue;
        // The version still stands, so it is the mover who may not sit down: he has a live table already.
        return { ok: false, refusal: { code: "SEAT_TAKEN" } };
      }
      await tell(written.table, step.events);
      if (!late) return { ok: true, table: written.table, events: step.events };
    }
  }

  async function wasChanged(before: StoredTable): Promise<boolean> {
    return (await store.get(before.id))?.version !== before.version;
  }

  return {
    act,
    async look(id, now) {
      const table = await store.get(id);
      if (table === undefined || !isDue(table.state, now)) return table;
      await act(id, { type: "expire" }, now);
      return store.get(id);
    },
    async expireDue(now) {
      for (const id of await store.due(now)) await act(id, { type: "expire" }, now);
    },
  };
}

/** Reads a game, running or finished; `undefined` for a table that has none. */
export async function gameAt(
  tables: Tables,
  id: string,
  now: number,
): Promise<{ readonly version: number; readonly state: PlayingTable | OverTable } | undefined> {
  const table = await tables.look(id, now);
  if (table?.state.phase !== "playing" && table?.state.phase !== "over") return undefined;
  return { version: table.version, state: table.state };
}
