import { seededRandom } from "../rules/seeded-random.js";
import type { TableEvent } from "../rules/table-action.js";
import { createMemoryTableStore } from "../store/memory-table-store.js";
import type { StoredTable, TableStore } from "../store/table-store.js";
import { createTables, type Tables } from "./tables.js";

/** Tables over a memory store, in which every word counts, and the news that they told. */
export interface TestTables {
  /** What the store's clock shows, in ms; it starts at 0. */
  time: number;
  readonly store: TableStore;
  readonly tables: Tables;
  readonly told: { readonly table: StoredTable; readonly events: readonly TableEvent[] }[];
  /** What couldn't be told, for `tellFails` is set. */
  readonly untold: unknown[];
  tellFails: boolean;
}

/** Makes tables for a test. `wrap` may put something around their store. */
export function testTables(wrap = (store: TableStore): TableStore => store): TestTables {
  const store = wrap(createMemoryTableStore({ now: () => test.time }));
  const tables = createTables({
    store,
    isWord: () => true,
    random: seededRandom(1),
    tell: async (table, events) => {
      if (test.tellFails) throw new Error("gone");
      test.told.push({ table, events });
    },
    onUntold: (reason) => test.untold.push(reason),
  });
  const test: TestTables = { time: 0, store, tables, told: [], untold: [], tellFails: false };
  return test;
}

/** Seats ann and bob at a running game "t" that began at time 0. */
export async function seatAnnAndBob({ tables }: TestTables): Promise<void> {
  await tables.open("t", { phase: "waiting", host: { uid: "ann", name: "Ann" }, ticket: "s1" });
  await tables.act("t", { type: "join", player: { uid: "bob", name: "Bob" } });
}
