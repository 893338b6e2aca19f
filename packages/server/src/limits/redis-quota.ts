import { RateLimiterRedis } from "rate-limiter-flexible";
import type { RedisClient } from "../redis/connect-redis.js";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { ADD_POINTS } from "./add-points-script.js";
import { limiterOptions, memoryQuota } from "./memory-quota.js";
import type { QuotaOptions } from "./quota.js";

/** What quotas in Redis need. */
export interface RedisQuotaParts {
  readonly client: RedisClient;
  readonly commands: RedisCommands;
  readonly keys: RedisKeys;
}

/** Makes what counts in Redis; while that doesn't answer each node counts in its memory, as if it were alone. */
export function redisQuota(name: string, options: QuotaOptions, parts: RedisQuotaParts): RateLimiterRedis {
  return new RateLimiterRedis({
    ...limiterOptions(options),
    keyPrefix: parts.keys.quota(name),
    storeClient: throughBreaker(parts),
    rejectIfRedisNotReady: true,
    insuranceLimiter: memoryQuota(options),
  });
}

/** The part of an ioredis client that the limiter uses; counting goes the way of all our commands. */
function throughBreaker({ client, commands }: RedisQuotaParts) {
  return {
    get status(): string {
      return commands.open ? "ready" : "reconnecting";
    },
    // Ours is defined already.
    defineCommand: (): void => {},
    rlflxIncr: ([key = "", points = "", seconds = ""]: readonly string[]): Promise<unknown> =>
      commands.script(ADD_POINTS, key, points, seconds),
    multi: () => client.multi(),
    del: (key: string): Promise<number> => commands.run((redis) => redis.del(key)),
  };
}
