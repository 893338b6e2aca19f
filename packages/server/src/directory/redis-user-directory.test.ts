import { afterAll, beforeAll, describe } from "vitest";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing, redisUrl, testRedisOptions } from "../redis/test-redis.js";
import { RedisSessionStore } from "./redis-session-store.js";
import { userDirectorySuite } from "./user-directory.suite.js";

describe.skipIf(redisMissing)("the user directory on Redis", { timeout: 30_000 }, () => {
  let connections: readonly RedisRig[];
  beforeAll(async () => {
    connections = await Promise.all([openRedisRig(redisUrl ?? ""), openRedisRig(redisUrl ?? "")]);
  });
  afterAll(() => {
    for (const each of connections) each.close();
  });

  userDirectorySuite(() => {
    const keys = new RedisKeys(testRedisOptions().prefix);
    let made = 0;
    const next = (): RedisRig => connections[made++ % 2] as RedisRig;
    return {
      connect: () => new RedisSessionStore({ commands: next().commands, keys }),
      pass: (ms) => next().pass(ms),
    };
  });
});
