import { describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { type TestStore, testStore } from "../redis/test-store.fixture.js";
import { RedisResumeStore } from "./redis-resume-store.js";
import { type ResumeWorld, resumeStoreSuite } from "./resume-store.suite.js";

describe.skipIf(redisMissing)("keeping sessions in Redis", { timeout: 60_000 }, () => {
  const open = testStore();
  const storeOn = ({ commands, keys }: TestStore, node: string): RedisResumeStore =>
    new RedisResumeStore({ commands, keys, node, leaseMs: 1_000 });

  resumeStoreSuite((): ResumeWorld => {
    const opened = open();
    const { pass, size, lose } = opened;
    return { store: (node) => storeOn(opened, node), pass, size, lose };
  });

  it("takes garbage in a key for nothing, and writes over it", async () => {
    const opened = open();
    const { client, keys } = opened;
    const store = storeOn(opened, "a");
    const session = { session: "s1", generation: 1, ttlMs: 60_000 };
    const key = keys.session("s1");
    const garbage = [
      () => client.set(key, "nonsense"),
      () => client.rpush(key, "a", "b"),
      () => client.hset(key, { generation: "NaN", node: "b", current: "t" }),
      () => client.hset(key, { generation: "1e300", node: "b", until: "9" }),
      () => client.hset(key, { generation: "5" }),
      () => client.hset(key, { generation: "5", node: "b", until: "x" }),
    ];
    for (const put of garbage) {
      const claim = { session: "s1", token: "t", next: "n", uid: undefined, ttlMs: 60_000 };
      await client.del(key);
      await put();
      expect(await store.claim(claim)).toEqual({ type: "expired" });
      await client.del(key);
      await put();
      expect(await store.renew(session)).toBe("missing");
      await put();
      const write = { ...session, token: "t", confirmed: true, uid: undefined, record: "r", leftMs: 60_000 };
      expect(await store.write(write)).toBe("written");
      expect(await store.claim(claim)).toMatchObject({ type: "claimed", record: "r" });
      expect(await store.end({ ...session, generation: 2 })).toBe("ended");
    }
    expect(await opened.size()).toBe(0);
  });

  it("gives every key a time to live", async () => {
    const opened = open();
    const store = storeOn(opened, "a");
    const session = { session: "s1", generation: 1, ttlMs: 50_000 };
    await store.write({ ...session, token: "t", confirmed: true, uid: "u", record: "r", leftMs: 60_000 });
    expect(await opened.client.pttl(opened.keys.session("s1"))).toBeGreaterThan(40_000);
  });
});
