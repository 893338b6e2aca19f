import { createSystemClock } from "@volley/protocol/internal";
import { afterAll, beforeAll } from "vitest";
import { createRedisClient, type RedisClient } from "./connect-redis.js";
import { RedisKeys } from "./keys.js";
import { RedisCommands } from "./redis-commands.js";
import { testRedisOptions } from "./test-redis.js";

/** What a test of something in Redis works with. */
export interface TestStore {
  readonly client: RedisClient;
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
  /** Waits until Redis' clock has gone on by this. */
  pass(ms: number): Promise<void>;
  /** Counts the keys of this store. */
  size(): Promise<number>;
  /** Removes the keys of this store. */
  lose(): Promise<void>;
}

/**
 * Connects the tests of a file to Redis. The function returned makes a store that has no keys yet; with `own` on a
 * connection of its own, which the test may break.
 */
export function testStore(): (options?: { readonly own?: boolean }) => TestStore {
  const free: RedisClient[] = [];
  const clients: RedisClient[] = [];
  const connect = async (): Promise<RedisClient> => {
    const client = createRedisClient(testRedisOptions(), "commands", "test");
    clients.push(client);
    await client.connect();
    return client;
  };
  beforeAll(async () => {
    free.push(await connect(), await connect());
  });
  afterAll(() => {
    for (const client of clients) client.disconnect();
  });
  return ({ own = false } = {}) => {
    const client = own ? free.pop() : free[0];
    if (client === undefined) throw new Error("make stores in tests, and one of its own per file");
    return storeOn(client);
  };
}

function storeOn(client: RedisClient): TestStore {
  const keys = new RedisKeys(testRedisOptions().prefix);
  const now = async (): Promise<number> => {
    const [seconds, micros] = (await client.time()).map(Number) as [number, number];
    return seconds * 1_000 + micros / 1_000;
  };
  const own = (): Promise<string[]> => client.keys(`${keys.prefix}:*`);
  return {
    client,
    commands: new RedisCommands(client, createSystemClock()),
    keys,
    pass: async (ms) => {
      const end = (await now()) + ms;
      for (let left = ms; left > 0; left = end - (await now())) {
        await new Promise((resolve) => setTimeout(resolve, Math.ceil(left)));
      }
    },
    size: async () => (await own()).length,
    lose: async () => {
      const names = await own();
      if (names.length > 0) await client.del(...names);
    },
  };
}
