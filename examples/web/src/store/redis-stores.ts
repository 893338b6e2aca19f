import { createRedisChatStore } from "./redis-chat-store.js";
import { createRedisConnection } from "./redis-connection.js";
import { createRedisTableStore } from "./redis-table-store.js";
import { createRedisVersionSource } from "./redis-version-source.js";
import type { Stores } from "./stores.js";

/** Makes stores in one Redis (7.0 or later), which several processes share. */
export function createRedisStores(options: {
  readonly url: string;
  /** What all keys start with. */
  readonly prefix: string;
  /** Is told what is wrong, once each time the connection is lost. */
  readonly onTrouble: (reason: unknown) => void;
}): Stores {
  const { url, prefix, onTrouble } = options;
  const redis = createRedisConnection({ url, onTrouble });
  return {
    tables: createRedisTableStore({ redis, prefix }),
    chat: createRedisChatStore({ redis, prefix }),
    versions: createRedisVersionSource({ redis, prefix }),
    open: () => redis.open(),
    close: () => redis.close(),
  };
}
