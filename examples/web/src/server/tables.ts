import { VolleyError } from "@volley/protocol";
import type { Random } from "../rules/bag.js";
import { isDue, reduce } from "../rules/reduce.js";
import type { Refusal, TableAction, TableEvent } from "../rules/table-action.js";
import type { OverTable, PlayingTable, TableState, WaitingTable } from "../rules/table-state.js";
import type { StoredTable, TableStore, Written } from "../store/table-store.js";

/** Tells a table's change on, once it is stored. The same may be told again. */
export type TellChange = (table: StoredTable, events: readonly TableEvent[]) => Promise<void>;

/** The outcome of an action at a table. */
export type Acted =
  | { readonly ok: true; readonly table: StoredTable; readonly events: readonly TableEvent[] }
  | { readonly ok: false; readonly refusal: Refusal | { readonly code: "NO_SUCH_TABLE" } };

/** The tables: rules, store and news put together. The time is the store's. */
export interface Tables {
  /** Opens a table at which a player waits. */
  open(id: string, state: WaitingTable): Promise<Written>;
  /** Applies an action. A turn whose time is up is expired first, whoever comes. Rejects with `BUSY`. */
  act(id: string, action: TableAction): Promise<Acted>;
  /** Reads a table; a turn whose time is up is expired first. */
  look(id: string): Promise<StoredTable | undefined>;
  /** Does what is left to do for a table that is due: expires the turn, or tells news that nobody told. */
  lookAfter(id: string): Promise<void>;
}

/** What the tables are made of. */
export interface TablesParts {
  readonly store: TableStore;
  readonly isWord: (word: string) => boolean;
  readonly random: Random;
  readonly tell: TellChange;
  /** Is told why something that was stored couldn't be told on. It will be: the table is due then. */
  readonly onUntold: (reason: unknown) => void;
}

/** So often an action is tried when others change the table meanwhile. */
const mostTries = 10;

/** Makes the tables. */
export function createTables({ store, isWord, random, tell, onUntold }: TablesParts): Tables {
  async function act(id: string, action: TableAction): Promise<Acted> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [before, now] = await Promise.all([store.get(id), store.now()]);
      if (before === undefined) return { ok: false, refusal: { code: "NO_SUCH_TABLE" } };
      const late = action.type !== "expire" && isDue(before.state, now);
      const step = reduce(before.state, late ? { type: "expire" } : action, { now, random, isWord });
      if (!step.ok) return step;
      const written = await store.update(id, before.version, step.state);
      if (written.ok) {
        await spread(written.table, step.events, before.version);
        if (!late) return { ok: true, table: written.table, events: step.events };
      } else if (written.reason === "seated") {
        return { ok: false, refusal: { code: "SEAT_TAKEN" } };
      }
      // Else somebody else was faster, and the action is judged anew by what he stored.
    }
    throw new VolleyError("BUSY", "too many act at this table at once; try again");
  }

  /**
   * Tells what is stored, before its answer leaves: a player sees his move with it. If that fails, the move stands, and
   * its answer says so: an error would make the player think that it doesn't. The table stays due then, and is told with
   * all that may have been missed, also when the next move, which has `since` before it, was told.
   */
  async function spread(table: StoredTable, events: readonly TableEvent[], since: number): Promise<void> {
    try {
      await tell(table, events);
      await store.told(table.id, table.version, since);
    } catch (reason) {
      onUntold(reason);
    }
  }

  return {
    act,
    async open(id, state) {
      const written = await store.create(id, state);
      if (written.ok) await spread(written.table, [], 0);
      return written;
    },
    async look(id) {
      const [table, now] = await Promise.all([store.get(id), store.now()]);
      if (table === undefined || !isDue(table.state, now)) return table;
      await act(id, { type: "expire" });
      return store.get(id);
    },
    async lookAfter(id) {
      const [table, now] = await Promise.all([store.get(id), store.now()]);
      if (table === undefined) await store.told(id, 0, 0);
      else if (isDue(table.state, now)) await act(id, { type: "expire" });
      else await spread(table, allEvents(table.state), 0);
    },
  };
}

/** What may have happened last, if nobody knows. Who knows it already sees by the version that it isn't new. */
function allEvents(state: TableState): readonly TableEvent[] {
  if (state.phase !== "playing") return [];
  const started: readonly TableEvent[] = state.turns.length === 0 ? [{ type: "started" }] : [];
  return [...started, { type: "drew", seat: 0 }, { type: "drew", seat: 1 }];
}

/** Reads a game, running or finished; `undefined` for a table that has none. */
export async function gameAt(
  tables: Tables,
  id: string,
): Promise<{ readonly version: number; readonly state: PlayingTable | OverTable } | undefined> {
  const table = await tables.look(id);
  if (table?.state.phase !== "playing" && table?.state.phase !== "over") return undefined;
  return { version: table.version, state: table.state };
}
