import { describe, expect, it } from "vitest";
import { redisMissing } from "../redis/test-redis.js";
import { testStore } from "../redis/test-store.fixture.js";
import { RedisRevocationStore } from "./redis-revocation-store.js";
import { describeRevocationStore } from "./revocation-store.suite.js";

describe.skipIf(redisMissing)("revocations in Redis", { timeout: 60_000 }, () => {
  const open = testStore();

  describeRevocationStore(async () => {
    const made = open();
    await made.lose();
    return { ...made, store: new RedisRevocationStore(made) };
  });

  it("takes garbage in the key for nothing, and writes over it", async () => {
    const made = open();
    const store = new RedisRevocationStore(made);
    const { client, keys } = made;
    await client.set(keys.revocations, "nonsense");
    expect(await store.read(0, 60_000)).toMatchObject({ found: [], count: 0 });
    await store.add("u:ann", 60_000);
    await client.zadd(keys.revocations, Date.now(), "nonsense", "inf", "u:bob", Date.now(), "u:not a uid");
    expect((await store.read(0, 60_000)).found.map(({ name }) => name)).toEqual(["u:ann"]);
    await client.del(keys.revocations);
  });
});
