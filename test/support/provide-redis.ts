import type { TestProject } from "vitest/node";
import { startRedis } from "./redis-server.js";

/** Starts one Redis for all tests of a run; each test takes a prefix of its own. Without a `redis-server`: null. */
export default async function provideRedis(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // `npm test` looked for one already, and found none that is fit.
  if (process.env["REDIS_MISSING"]) {
    project.provide("redisUrl", null);
    return undefined;
  }
  try {
    const server = await startRedis();
    project.provide("redisUrl", server.url);
    return () => server.stop();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    project.provide("redisUrl", null);
    return undefined;
  }
}

declare module "vitest" {
  interface ProvidedContext {
    /** The URL of a Redis to test with; null if there is none. */
    redisUrl: string | null;
  }
}
