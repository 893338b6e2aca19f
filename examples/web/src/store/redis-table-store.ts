import type { TableState } from "../rules/table-state.js";
import type { RedisConnection } from "./redis-connection.js";
import { redisKeys } from "./redis-keys.js";
import { claimDueTables, noteTold, tellTime, writeTable } from "./table-scripts.js";
import { defaultNewsMs, liveUids, type StoredTable, type TableStore, type Written } from "./table-store.js";

/** How a store in Redis keeps tables. */
export interface RedisTableStoreOptions {
  readonly redis: RedisConnection;
  /** What all keys start with. */
  readonly prefix: string;
  /** How long a table is kept once it has ended, in ms. Default: a day. */
  readonly keepEndedMs?: number;
  /** How long the news of a write may take until the table is due, in ms. Default: 5,000. */
  readonly newsMs?: number;
}

/** Makes a store that several processes share. Everything rejects with `UNAVAILABLE` while Redis is away. */
export function createRedisTableStore(options: RedisTableStoreOptions): TableStore {
  const { redis, keepEndedMs = 24 * 3_600_000, newsMs = defaultNewsMs } = options;
  const keys = redisKeys(options.prefix);

  async function write(id: string, expectedVersion: number, state: TableState): Promise<Written> {
    const live = liveUids(state);
    const tables = [keys.table(id), keys.seats, keys.waiting, keys.running, keys.due];
    const table = [id, expectedVersion, JSON.stringify(state), listOf(state), deadlineOf(state)];
    const keepMs = live.length === 0 ? keepEndedMs : 0;
    const version = Number(
      await redis.run((client) => client.eval(writeTable, tables.length, ...tables, ...table, newsMs, keepMs, ...live)),
    );
    if (version > 0) return { ok: true, table: { id, version, state } };
    return { ok: false, reason: version === 0 ? "changed" : "seated" };
  }

  async function get(id: string): Promise<StoredTable | undefined> {
    const [version, state] = await redis.run((client) => client.hmget(keys.table(id), "version", "state"));
    if (typeof version !== "string" || typeof state !== "string") return undefined;
    return { id, version: Number(version), state: JSON.parse(state) as TableState };
  }

  /** Reads tables of a list; one that changed in between may not belong to it any more. */
  async function readAll(ids: readonly string[], phase: TableState["phase"]): Promise<readonly StoredTable[]> {
    const tables = await Promise.all(ids.map(get));
    return tables.filter((table) => table !== undefined).filter(({ state }) => state.phase === phase);
  }

  return {
    now: async () => Number(await redis.run((client) => client.eval(tellTime, 1, keys.due))),
    create: (id, state) => write(id, 0, state),
    get,
    update: (id, expectedVersion, next) => write(id, expectedVersion, next),
    async told(id, version, since) {
      await redis.run((client) => client.eval(noteTold, 2, keys.table(id), keys.due, id, version, since));
    },
    async claimDue({ leaseMs, limit }) {
      return (await redis.run((client) => client.eval(claimDueTables, 1, keys.due, leaseMs, limit))) as string[];
    },
    async liveTableOf(uid) {
      const id = await redis.run((client) => client.hget(keys.seats, uid));
      const table = id === null ? undefined : await get(id);
      return table !== undefined && liveUids(table.state).includes(uid) ? table : undefined;
    },
    waiting: async (limit) =>
      readAll(await redis.run((client) => client.zrange(keys.waiting, 0, limit - 1)), "waiting"),
    running: async (limit) =>
      readAll(await redis.run((client) => client.zrange(keys.running, 0, limit - 1, "REV")), "playing"),
  };
}

function listOf({ phase }: TableState): "waiting" | "running" | "" {
  if (phase === "playing") return "running";
  return phase === "waiting" ? "waiting" : "";
}

function deadlineOf(state: TableState): number | "" {
  return state.phase === "playing" ? state.deadline : "";
}
