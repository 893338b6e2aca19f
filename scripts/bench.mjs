import { build } from "./build.mjs";
import { run } from "./process.mjs";
import { findRedis } from "./redis.mjs";

/** Builds what is stale and runs a program of bench/. Returns an exit code: not 0 if it is beyond its limit. */
export async function bench(program, args = []) {
  const redis = findRedis();
  if (redis === undefined) {
    console.error("There is no redis-server 7.0 or later; set REDIS_SERVER to one.");
    return 1;
  }
  const node = ["--import", "tsx", `bench/${program}`, ...args];
  return (await build()) || (await run(process.execPath, node, { env: { REDIS_SERVER: redis } }));
}
