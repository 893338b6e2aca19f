import { describe, expect, it } from "vitest";
import { redisMissing, useRedis } from "./redis.fixture.js";
import { createRedisVersionSource } from "./redis-version-source.js";
import { describeVersionSource } from "./version-source.suite.js";

describe.skipIf(redisMissing !== undefined)("with Redis", () => {
  const { redis, admin, prefix } = useRedis();

  describeVersionSource("the Redis version source", () => createRedisVersionSource({ redis, prefix: prefix() }));

  it("goes on when Redis lost what it gave", async () => {
    const own = prefix();
    const source = createRedisVersionSource({ redis, prefix: own });
    const before = await source.next();
    await admin.del(await admin.keys(`${own}*`));
    // Not within the same millisecond, as Redis' time goes.
    await expect.poll(() => source.next()).toBeGreaterThan(before);
  });
});
