import type { RedisConnection } from "./redis-connection.js";
import { redisKeys } from "./redis-keys.js";
import type { VersionSource } from "./version-source.js";

/**
 * Gives the next version: by one higher, and not below the time, so that it goes on where it was even if the key is
 * gone: Redis lost it, or nobody asked for an hour. KEYS: the last version.
 */
const nextVersion = `#!lua
local time = redis.call('TIME')
local last = tonumber(redis.call('GET', KEYS[1]) or '0')
local version = math.max(last + 1, time[1] * 1000 + math.floor(time[2] / 1000))
redis.call('SET', KEYS[1], string.format('%.0f', version), 'PX', 3600000)
return version
`;

/** Makes a source that several processes share. Rejects with `UNAVAILABLE` while Redis is away. */
export function createRedisVersionSource(options: {
  readonly redis: RedisConnection;
  /** What all keys start with. */
  readonly prefix: string;
}): VersionSource {
  const { version } = redisKeys(options.prefix);
  return { next: async () => Number(await options.redis.run((client) => client.eval(nextVersion, 1, version))) };
}
