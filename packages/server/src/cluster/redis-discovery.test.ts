import { afterAll, beforeAll, describe } from "vitest";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing, redisUrl, testRedisOptions } from "../redis/test-redis.js";
import { SampledTime } from "./cluster-time.js";
import { discoverySuite } from "./discovery.suite.js";
import { RedisNodeStore } from "./redis-node-store.js";

describe.skipIf(redisMissing)("discovery on Redis", { timeout: 30_000 }, () => {
  let redis: RedisRig;
  beforeAll(async () => {
    redis = await openRedisRig(redisUrl ?? "");
  });
  afterAll(() => redis.close());

  discoverySuite(() => {
    const keys = new RedisKeys(testRedisOptions().prefix);
    return {
      connect: (clock) => {
        return new RedisNodeStore({ commands: redis.commands, keys, clock, time: new SampledTime(clock) });
      },
      pass: (ms) => redis.pass(ms),
    };
  });
});
