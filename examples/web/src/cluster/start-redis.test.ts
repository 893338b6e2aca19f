import { expect, it } from "vitest";
import { startRedis } from "./start-redis.js";

it("says what to do when there is no redis-server", async () => {
  const starting = startRedis({ program: "/no/such/redis-server", log: () => undefined });
  await expect(starting).rejects.toThrow(/no redis-server: install Redis .* REDIS_SERVER=.* REDIS_URL=/);
});
