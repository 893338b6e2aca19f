import type { TableState } from "../rules/table-state.js";
import { defaultNewsMs, liveUids, type StoredTable, type TableStore, type Written } from "./table-store.js";

/** How a store in memory keeps tables. */
export interface MemoryTableStoreOptions {
  /** As many tables that have ended are kept. Default: 1,000. */
  readonly keepEnded?: number;
  /** How long the news of a write may take until the table is due, in ms. Default: 5,000. */
  readonly newsMs?: number;
  /** Its clock, in ms since 1970. Default: the machine's. */
  readonly now?: () => number;
}

/** Makes a store in this process's memory. */
export function createMemoryTableStore(options: MemoryTableStoreOptions = {}): TableStore {
  const { keepEnded = 1_000, newsMs = defaultNewsMs, now = Date.now } = options;
  const tables = new Map<string, StoredTable>();
  const liveByUid = new Map<string, string>();
  const dueAt = new Map<string, number>();
  /** Up to which version all was told. */
  const toldTo = new Map<string, number>();
  const ended: string[] = [];

  function write(table: StoredTable, before: TableState | undefined): Written {
    const live = liveUids(table.state);
    if (live.some((uid) => (liveByUid.get(uid) ?? table.id) !== table.id)) return { ok: false, reason: "seated" };
    for (const uid of before === undefined ? [] : liveUids(before)) liveByUid.delete(uid);
    for (const uid of live) liveByUid.set(uid, table.id);
    // Set anew when the game begins, so that the running ones are listed by their start.
    if (before?.phase === "waiting" && table.state.phase === "playing") tables.delete(table.id);
    tables.set(table.id, table);
    dueAt.set(table.id, now() + newsMs);
    if (live.length === 0) ended.push(table.id);
    if (ended.length > keepEnded) forget(ended.shift() ?? "");
    return { ok: true, table };
  }

  function forget(id: string): void {
    tables.delete(id);
    dueAt.delete(id);
    toldTo.delete(id);
  }

  return {
    async now() {
      return now();
    },
    async create(id, state) {
      if (tables.has(id)) return { ok: false, reason: "changed" };
      return write({ id, version: 1, state }, undefined);
    },
    async get(id) {
      return tables.get(id);
    },
    async update(id, expectedVersion, next) {
      const current = tables.get(id);
      if (current?.version !== expectedVersion) return { ok: false, reason: "changed" };
      return write({ id, version: expectedVersion + 1, state: next }, current.state);
    },
    async told(id, version, since) {
      const table = tables.get(id);
      const before = toldTo.get(id) ?? 0;
      if (before < since) return;
      if (table !== undefined) toldTo.set(id, Math.max(before, version));
      if (table?.version !== version) return;
      if (table.state.phase === "playing") dueAt.set(id, table.state.deadline);
      else dueAt.delete(id);
    },
    async claimDue({ leaseMs, limit }) {
      const due = [...dueAt].filter(([, at]) => at <= now()).sort(([, one], [, other]) => one - other);
      const claimed = due.slice(0, limit).map(([id]) => id);
      for (const id of claimed) dueAt.set(id, now() + leaseMs);
      return claimed;
    },
    async liveTableOf(uid) {
      return tables.get(liveByUid.get(uid) ?? "");
    },
    async waiting(limit) {
      return [...tables.values()].filter((table) => table.state.phase === "waiting").slice(0, limit);
    },
    async running(limit) {
      const playing = [...tables.values()].filter((table) => table.state.phase === "playing");
      return playing.slice(-limit).reverse();
    },
  };
}
