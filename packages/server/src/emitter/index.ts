// For processes that push to a cluster without serving: cron jobs, workers, scripts.
export type { RedisAddress, RedisOptions, RedisSentinel } from "../redis/redis-options.js";
export { createEmitter, type EmitterOptions } from "./create-emitter.js";
export type { Emitter } from "./emitter.js";
