import { systemError } from "@volley/protocol/internal";
import type { JobQueue, Jobs } from "./job-queue.js";

/** For a cluster that wasn't told where to keep jobs: whatever wants one rejects with `UNSUPPORTED` and says what to add. */
export function noJobs(): Jobs {
  const refuse = async (): Promise<never> => {
    throw systemError(
      "UNSUPPORTED",
      'this cluster has nowhere to keep jobs: install bullmq and give createServer jobs: bullmq({ url }) of "@volley/server/jobs"',
    );
  };
  const queue: JobQueue = {
    add: refuse,
    listDead: refuse,
    retryDead: refuse,
    dropDead: refuse,
    work: () => {},
    start: async () => {},
    drain: async () => {},
    close: async () => {},
  };
  return { queue: () => queue };
}
