import { describe, expect, it } from "vitest";
import { redisMissing, useRedis } from "./redis.fixture.js";
import { createRedisConnection } from "./redis-connection.js";

describe("a connection to Redis that isn't there", () => {
  it("can't be opened, and fails what is asked of it at once", async () => {
    const troubles: unknown[] = [];
    const redis = createRedisConnection({ url: "redis://127.0.0.1:1", onTrouble: (trouble) => troubles.push(trouble) });
    await expect(redis.open()).rejects.toThrow();
    await expect(redis.run((client) => client.get("x"))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      retryable: true,
    });
    redis.close();
    expect(troubles).toHaveLength(1);
  });
});

describe.skipIf(redisMissing !== undefined)("a connection to Redis", () => {
  const { redis, admin, prefix } = useRedis();

  it("comes back by itself when it was cut", async () => {
    const id = await redis.run((client) => client.client("ID"));
    await admin.client("KILL", "ID", id);
    const key = prefix();
    await expect.poll(() => redis.run((client) => client.get(key)).catch(({ code }) => code)).toBeNull();
  });

  it("passes on what Redis refuses", async () => {
    const key = prefix();
    await redis.run((client) => client.set(key, "text", "PX", 60_000));
    await expect(redis.run((client) => client.llen(key))).rejects.toThrow("WRONGTYPE");
  });
});
