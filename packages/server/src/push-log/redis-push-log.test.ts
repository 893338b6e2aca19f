import { createSystemClock, type StreamPosition } from "@volley/protocol/internal";
import { afterAll, describe, expect, it } from "vitest";
import { until } from "../../../../test/support/until.js";
import { BusCounts } from "../cluster/bus-counters.js";
import { RedisBuses } from "../cluster/redis-bus.fixture.js";
import type { RedisKeys } from "../redis/keys.js";
import { ReplicatedCommands } from "../redis/replicated-commands.js";
import { redisMissing, redisUrl } from "../redis/test-redis.js";
import { type TestStore, testStore } from "../redis/test-store.fixture.js";
import { describePushLog, KEEP, NUMBERS_FOR_MS, seen, text, textOf } from "./push-log.suite.js";
import { RedisPushLog } from "./redis-push-log.js";

const ALL = { count: 1_000, bytes: 1_000_000 };
const keysOf = (keys: RedisKeys, stream: string) => [
  keys.logMeta(stream),
  keys.logEntries(stream),
  keys.logProducers(stream),
];

describe.skipIf(redisMissing)("a log of pushes in Redis", () => {
  const makeStore = testStore();
  const buses = new RedisBuses();
  afterAll(() => buses.close());

  const makeLog = async ({ commands, keys }: TestStore, random?: () => number) => {
    const redis = { url: redisUrl ?? "" };
    const { bus } = await buses.start(redis);
    const replicated = new ReplicatedCommands({ redis, name: "test", clock: createSystemClock() });
    const counters = new BusCounts();
    const parts = { commands, keys, bus, replicated, counters, random, numbersForMs: NUMBERS_FOR_MS };
    return { log: new RedisPushLog(parts), counters, bus };
  };

  describePushLog(() => {
    const store = makeStore();
    const { client, keys, pass, size } = store;
    return {
      log: async () => (await makeLog(store)).log,
      pass,
      size,
      lose: async (stream) => void (await client.del(...keysOf(keys, stream))),
      save: async (stream) => {
        const names = keysOf(keys, stream);
        const saved = await Promise.all(names.map((name) => client.dumpBuffer(name)));
        return async () => {
          await client.del(...names);
          for (const [at, name] of names.entries()) {
            const dump = saved[at];
            if (dump) await client.restore(name, 60_000, dump);
          }
        };
      },
    };
  });

  it("takes epochs and tags from the random source that it is given", async () => {
    let next = 40;
    const { log } = await makeLog(makeStore(), () => ++next);
    const first = await log.append("g:a", text("1"), { keep: KEEP });
    const second = await log.append("g:a", text("2"), { keep: KEEP });
    expect(first).toMatchObject({ position: { epoch: 42, offset: 1, tag: 41 }, previousTag: 0 });
    expect(second).toMatchObject({ position: { epoch: 42, offset: 2, tag: 43 }, previousTag: 41 });
  });

  it("counts from the first epoch on to the last offset, and begins again behind it", async () => {
    const store = makeStore();
    const { log } = await makeLog(store);
    await store.client.hset(store.keys.logMeta("g:a"), { e: 1, s: 2 ** 32 - 2, t: 2 ** 32 - 1 });
    const last = await log.append("g:a", text("1"), { keep: KEEP });
    expect(last).toMatchObject({ position: { epoch: 1, offset: 2 ** 32 - 1 }, previousTag: 2 ** 32 - 1 });
    expect((await log.append("g:a", text("2"), { keep: KEEP })).position?.offset).toBe(1);
  });

  it("drops what others say on its channel, and counts it", async () => {
    const store = makeStore();
    const { log, counters } = await makeLog(store);
    const heard: string[] = [];
    await log.listen("g:a", (entry) => heard.push(textOf(entry)));
    for (const garbage of ["", "garbage", "1:0:1:1\nx"]) await store.client.publish(store.keys.log("g:a"), garbage);
    await log.append("g:a", text("1"), { keep: KEEP });
    await until(() => heard.length > 0, "the entry is heard");
    expect([heard, counters.dropped]).toEqual([["1"], 3]);
  });

  describe("with garbage under its keys", () => {
    const KEYS = ["meta", "entries", "producers"] as const;
    const kinds = KEYS.flatMap((key) => (["string", "list", "hash", "stream"] as const).map((kind) => ({ key, kind })));
    const producer = { id: "p", serial: 1 };

    async function spoil(
      { client, keys }: TestStore,
      key: (typeof KEYS)[number],
      kind: (typeof kinds)[number]["kind"],
    ) {
      const name = keysOf(keys, "g:a")[KEYS.indexOf(key)] ?? "";
      await client.del(name);
      if (kind === "string") await client.set(name, "garbage");
      if (kind === "list") await client.rpush(name, "garbage");
      if (kind === "hash") await client.hset(name, { e: "-1", s: "1e9", t: "07", p: "garbage" });
      if (kind === "stream") await client.xadd(name, "1700000000000-0", "x", "garbage");
    }

    it.each(kinds)("a $kind as $key: a new epoch begins, and goes on", async ({ key, kind }) => {
      const store = makeStore();
      const { log } = await makeLog(store);
      const { position: before } = await log.append("g:a", text("1"), { keep: KEEP });
      await spoil(store, key, kind);
      for (const offset of [1, 2]) {
        const appended = await log.append("g:a", text("2"), { keep: KEEP, producer: { ...producer, serial: offset } });
        expect(appended).toMatchObject({ duplicate: false, position: { offset } });
        expect(appended.position?.epoch).not.toBe(before?.epoch);
      }
      expect((await log.last("g:a", ALL)).map(textOf)).toEqual(["2", "2"]);
    });

    it.each(kinds)("a $kind as $key: reading tells a gap, or what is there", async ({ key, kind }) => {
      const store = makeStore();
      const { log } = await makeLog(store);
      const [start] = (await log.tops([{ stream: "g:a", keep: KEEP }])) as [StreamPosition];
      await log.append("g:a", text("1"), { keep: KEEP, producer });
      await spoil(store, key, kind);
      const expected = { meta: "epoch", entries: "window", producers: ["1"] }[key];
      expect(seen(await log.read("g:a", start, ALL))).toEqual(expected);
      expect((await log.last("g:a", ALL)).map(textOf)).toEqual(key === "producers" ? ["1"] : []);
      const [top] = await log.tops([{ stream: "g:a", keep: KEEP }]);
      expect(top?.offset).toBe(key === "meta" ? 0 : 1);
    });

    it("an entry that isn't ours between others is a gap", async () => {
      const store = makeStore();
      const { client, keys } = store;
      const { log } = await makeLog(store);
      const [start] = (await log.tops([{ stream: "g:a", keep: KEEP }])) as [StreamPosition];
      for (const each of ["1", "2", "3"]) await log.append("g:a", text(each), { keep: KEEP });
      const [, second] = await client.xrange(keys.logEntries("g:a"), "-", "+");
      await client.xdel(keys.logEntries("g:a"), second?.[0] ?? "");
      expect(seen(await log.read("g:a", start, ALL))).toBe("window");
      expect((await log.last("g:a", ALL)).map(textOf)).toEqual(["3"]);
    });

    it("a producer's number that isn't ours: a new epoch begins", async () => {
      const store = makeStore();
      const { log } = await makeLog(store);
      await log.append("g:a", text("1"), { keep: KEEP, producer });
      await store.client.hset(store.keys.logProducers("g:a"), "p", `1 ${2 ** 40} 1 1`);
      expect(await log.append("g:a", text("1"), { keep: KEEP, producer })).toMatchObject({ position: { offset: 1 } });
    });
  });
});
