import { createSystemClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { until } from "../../../../test/support/until.js";
import { redisMissing, testRedisOptions } from "../redis/test-redis.js";
import { bullmq } from "./bullmq.js";
import { jobQueueSuite } from "./job-queue.suite.js";

describe.skipIf(redisMissing)("jobs in Redis", { timeout: 30_000 }, () => {
  jobQueueSuite(() => {
    const options = testRedisOptions();
    return { clock: createSystemClock(), jobs: (rules) => bullmq({ ...options, ...rules }), until };
  });
});
