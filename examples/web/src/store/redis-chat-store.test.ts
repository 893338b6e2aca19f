import { describe, expect, it } from "vitest";
import { describeChatStore } from "./chat-store.suite.js";
import { redisMissing, useRedis } from "./redis.fixture.js";
import { createRedisChatStore } from "./redis-chat-store.js";

describe.skipIf(redisMissing !== undefined)("with Redis", () => {
  const { redis, admin, prefix } = useRedis();

  describeChatStore("the Redis chat store", (options) => createRedisChatStore({ redis, prefix: prefix(), ...options }));

  it("forgets a room that is silent for long", async () => {
    const own = prefix();
    const store = createRedisChatStore({ redis, prefix: own, keepMs: 20 });
    await store.append("a", { uid: "ann", name: "Ann", text: "hello", at: 7 });
    await expect.poll(() => store.recent("a")).toEqual([]);
    expect(await admin.keys(`${own}*`)).toEqual([]);
  });
});
