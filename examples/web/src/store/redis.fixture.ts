import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import { afterAll, beforeAll, inject } from "vitest";
import { createRedisConnection, type RedisConnection } from "./redis-connection.js";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string | null;
  }
}

const url = inject("redisUrl");

/** For `describe.skipIf`: why these tests can't run. */
export const redisMissing = url === null ? "there is no redis-server; set REDIS_SERVER to one" : undefined;

/** Opens a connection for all tests of a file. What they keep starts with `prefix()`, a new one each time. */
export function useRedis(): { readonly redis: RedisConnection; readonly admin: Redis; prefix(): string } {
  const options = { url: url ?? "redis://127.0.0.1", onTrouble: console.error };
  const redis = createRedisConnection(options);
  const admin = new Redis(options.url, { lazyConnect: true });
  if (redisMissing === undefined) {
    beforeAll(() => Promise.all([redis.open(), admin.connect()]));
    afterAll(() => {
      redis.close();
      admin.disconnect();
    });
  }
  return { redis, admin, prefix: () => `test-${randomBytes(6).toString("hex")}` };
}
