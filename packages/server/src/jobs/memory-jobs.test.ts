import { ManualClock } from "@volley/protocol/internal";
import { describe } from "vitest";
import { jobQueueSuite } from "./job-queue.suite.js";
import { memoryJobs } from "./memory-jobs.js";

/** Far more than the tests wait, in ms. */
const LONG = 60_000;

describe("jobs in memory", () => {
  jobQueueSuite(() => {
    const clock = new ManualClock();
    return {
      clock,
      jobs: memoryJobs,
      until: async (condition, what) => {
        for (const end = clock.monotonic() + LONG; !(await condition()); await clock.advance(1)) {
          if (clock.monotonic() > end) throw new Error(`${what} did not come true`);
        }
      },
    };
  });
});
