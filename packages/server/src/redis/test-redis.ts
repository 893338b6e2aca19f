// For tests of what is kept in Redis; no part of the package.
import { randomBytes } from "node:crypto";
import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    redisUrl: string | null;
  }
}

/** The Redis that the test run started. */
export const redisUrl = inject("redisUrl");

/** For `describe.skipIf`: why these tests can't run. */
export const redisMissing: string | undefined =
  redisUrl === null ? process.env["REDIS_MISSING"] || "there is no redis-server; set REDIS_SERVER to one" : undefined;

/** Options for `redis()` with a prefix that nobody else has. */
export function testRedisOptions(): { readonly url: string; readonly prefix: string } {
  return { url: redisUrl ?? "", prefix: `test-${randomBytes(6).toString("hex")}` };
}
