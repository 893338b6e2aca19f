import { seededRandom } from "../rules/seeded-random.js";
import type { TableEvent } from "../rules/table-action.js";
import { createMemoryTableStore } from "./memory-table-store.js";
import type { StoredTable, TableStore } from "./table-store.js";
import { createTables, type Tables } from "./tables.js";

/** Tables over a memory store, in which every word counts, and the news that they told. */
export interface TestTables {
  readonly store: TableStore;
  readonly tables: Tables;
  readonly told: { readonly table: StoredTable; readonly events: readonly TableEvent[] }[];
}

/** Makes tables for a test. */
export function testTables(store: TableStore = createMemoryTableStore()): TestTables {
  const told: TestTables["told"] = [];
  const tables = createTables({
    store,
    isWord: () => true,
    random: seededRandom(1),
    tell: async (table, events) => {
      told.push({ table, events });
    },
  });
  return { store, tables, told };
}

/** Seats ann and bob at a running game "t" that began at time 0. */
export async function seatAnnAndBob({ store, tables }: TestTables): Promise<void> {
  await store.create("t", { phase: "waiting", host: { uid: "ann", name: "Ann" }, ticket: "s1" });
  await tables.act("t", { type: "join", player: { uid: "bob", name: "Bob" } }, 0);
}
