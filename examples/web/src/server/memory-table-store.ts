import type { TableState } from "../rules/table-state.js";
import type { StoredTable, TableStore, Written } from "./table-store.js";

/** Makes a store in this process's memory. It keeps the `keepEnded` tables that ended last (default 1,000). */
export function createMemoryTableStore({ keepEnded = 1_000 }: { readonly keepEnded?: number } = {}): TableStore {
  const tables = new Map<string, StoredTable>();
  const liveByUid = new Map<string, string>();
  const ended: string[] = [];

  function write(table: StoredTable, before: TableState | undefined): Written {
    const live = liveUids(table.state);
    if (live.some((uid) => (liveByUid.get(uid) ?? table.id) !== table.id)) return { ok: false, reason: "conflict" };
    for (const uid of before === undefined ? [] : liveUids(before)) liveByUid.delete(uid);
    for (const uid of live) liveByUid.set(uid, table.id);
    // Set anew when the game begins, so that the running ones are listed by their start.
    if (before?.phase === "waiting" && table.state.phase === "playing") tables.delete(table.id);
    tables.set(table.id, table);
    if (live.length === 0) ended.push(table.id);
    if (ended.length > keepEnded) tables.delete(ended.shift() ?? "");
    return { ok: true, table };
  }

  return {
    async create(id, state) {
      if (tables.has(id)) return { ok: false, reason: "conflict" };
      return write({ id, version: 1, state }, undefined);
    },
    async get(id) {
      return tables.get(id);
    },
    async update(id, expectedVersion, next) {
      const current = tables.get(id);
      if (current?.version !== expectedVersion) return { ok: false, reason: "conflict" };
      return write({ id, version: expectedVersion + 1, state: next }, current.state);
    },
    async liveTableOf(uid) {
      return tables.get(liveByUid.get(uid) ?? "");
    },
    async waiting() {
      return [...tables.values()].filter((table) => table.state.phase === "waiting");
    },
    async running(limit) {
      const playing = [...tables.values()].filter((table) => table.state.phase === "playing");
      return playing.slice(-limit).reverse();
    },
    async due(now) {
      const isDue = ({ state }: StoredTable) => state.phase === "playing" && state.deadline <= now;
      return [...tables.values()].filter(isDue).map((table) => table.id);
    },
  };
}

function liveUids(state: TableState): readonly string[] {
  if (state.phase === "waiting") return [state.host.uid];
  return state.phase === "playing" ? state.seats.map((seat) => seat.uid) : [];
}
