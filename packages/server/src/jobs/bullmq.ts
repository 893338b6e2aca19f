import type { RedisOptions } from "../redis/redis-options.js";
import { BullMqJobQueue } from "./bullmq-job-queue.js";
import { type JobRules, type Jobs, withDefaults } from "./job-queue.js";

/**
 * Options of `bullmq()`: where Redis is, as for `redis()`, and how jobs are kept. `prefix` may be that of the
 * cluster. `leaseMs` (default 30,000) is how long a job belongs to a node that says nothing: a job whose node was
 * killed starts again on another within 4/3 of it.
 */
export interface BullMqOptions extends RedisOptions, JobRules {}

/**
 * Keeps jobs in Redis (7.0 or later) with BullMQ: `createServer(contract, { cluster, jobs: bullmq({ url }) })`. They
 * are as safe there as Redis is: it needs `appendonly yes` to keep them when it is restarted, and
 * `maxmemory-policy noeviction`. Needs the packages `bullmq` 6.
 */
export function bullmq(options: BullMqOptions = {}): Jobs {
  const rules = withDefaults(options);
  return { queue: (parts) => new BullMqJobQueue(options, rules, parts) };
}
