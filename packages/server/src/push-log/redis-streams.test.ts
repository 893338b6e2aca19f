import { createSystemClock } from "@volley/protocol/internal";
import { afterAll, afterEach, beforeAll, describe } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { RedisBuses } from "../cluster/redis-bus.fixture.js";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { ReplicatedCommands } from "../redis/replicated-commands.js";
import { redisMissing, testRedisOptions } from "../redis/test-redis.js";
import { RedisPushLog } from "./redis-push-log.js";
import { describeStreams } from "./streams.suite.js";

describe.skipIf(redisMissing)("streams on a log in Redis", { timeout: 60_000 }, () => {
  let server: RedisServer;
  let redis: RedisRig;
  let buses = new RedisBuses();
  beforeAll(async () => {
    // A server of its own: it is emptied, and its subscribers are cut off.
    server = await startRedis();
    redis = await openRedisRig(server.url);
  });
  afterEach(async () => {
    await buses.close();
    buses = new RedisBuses();
  });
  afterAll(async () => {
    redis.close();
    await server.stop();
  });

  describeStreams(() => {
    const keys = new RedisKeys(testRedisOptions().prefix);
    const names = [keys.logMeta("g:t:1"), keys.logEntries("g:t:1"), keys.logProducers("g:t:1")];
    return {
      node: async () => {
        const options = { url: server.url };
        const { bus } = await buses.start(options);
        const replicated = new ReplicatedCommands({ redis: options, name: "test", clock: createSystemClock() });
        return { log: new RedisPushLog({ commands: redis.commands, replicated, keys, bus }), bus };
      },
      interrupt: async () => void (await redis.client.call("CLIENT", "KILL", "TYPE", "pubsub")),
      lose: async () => void (await redis.client.flushall()),
      save: async () => {
        const saved = await Promise.all(names.map((name) => redis.client.dumpBuffer(name)));
        return async () => {
          await redis.client.del(...names);
          for (const [at, name] of names.entries()) {
            const dump = saved[at];
            if (dump) await redis.client.restore(name, 60_000, dump);
          }
        };
      },
    };
  });
});
