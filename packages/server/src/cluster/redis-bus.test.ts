import { inspect } from "node:util";
import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { freePort, type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { redisMissing, redisUrl, testRedisOptions } from "../redis/test-redis.js";
import { type BusRig, describeBus } from "./bus.suite.js";
import { RedisBuses } from "./redis-bus.fixture.js";

/** Buses on a Redis of their own, which is killed and started anew to cut them off. */
async function createRig(): Promise<BusRig> {
  const buses = new RedisBuses();
  let server: RedisServer = await startRedis();
  return {
    bus: () => buses.start({ url: server.url }),
    breakDown: async () => {
      await server.stop();
      await buses.allAre(false);
    },
    repair: async () => {
      server = await startRedis({ port: server.port });
      await buses.allAre(true);
    },
    close: async () => {
      await buses.close();
      await server.stop();
    },
  };
}

describe.skipIf(redisMissing)("on Redis", () => {
  describeBus("RedisBus", createRig);

  describe("a RedisBus's life", () => {
    let buses: RedisBuses;
    let admin: Redis;
    const url = redisUrl ?? "";
    /** The connections of a bus, by what Redis knows of them. */
    const connections = async (prefix: string): Promise<readonly string[]> => {
      const list = (await admin.client("LIST")) as string;
      return list.split("\n").filter((line) => line.includes(`name=volley:${prefix}`));
    };

    beforeEach(() => {
      buses = new RedisBuses();
      admin = new Redis(url);
    });
    afterEach(async () => {
      await buses.close();
      admin.disconnect();
    });

    it("has one connection that publishes and one that listens, and none once it is closed", async () => {
      const before = (await connections("node-0")).length;
      const { bus } = await buses.start({ url });
      expect((await connections("node-0")).length - before).toBe(2);
      await bus.close();
      await bus.close();
      expect((await connections("node-0")).length).toBe(before);
      expect(bus.up).toBe(false);
      await expect(bus.publish("a", Uint8Array.of())).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(bus.subscribe("a", () => {})).rejects.toMatchObject({ code: "UNAVAILABLE" });
      await expect(buses.create({ url }).bus.close()).resolves.toBeUndefined();
    });

    it("lets what was published go out before it closes", async () => {
      const { bus } = await buses.start({ url });
      const other = await buses.start({ url });
      const { prefix } = testRedisOptions();
      let got = 0;
      await other.bus.subscribe(prefix, () => got++);
      const published = Array.from({ length: 100 }, (_, i) => bus.publish(prefix, Uint8Array.of(i)));
      await bus.close();
      expect(await Promise.all(published)).toEqual(Array.from({ length: 100 }, () => 1));
      await until(() => got === 100);
    });

    it("says where it looked for a Redis that isn't there, within its time", async () => {
      const port = await freePort();
      const { bus } = buses.create({ url: `redis://ann:hunter2@127.0.0.1:${port}`, connectTimeoutMs: 200 });
      const error: unknown = await bus.start().catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: "UNAVAILABLE" });
      expect(inspect(error)).toContain(`127.0.0.1:${port}, could not be used: connect ECONNREFUSED`);
      expect(inspect(error)).not.toContain("hunter2");
      await expect(bus.start()).rejects.toBe(error);
    });

    it("says that Redis doesn't take its password, and not which one", async () => {
      const server = await startRedis({ args: ["--requirepass", "other"] });
      onTestFinished(() => server.stop());
      const wrong = server.url.replace("//", "//:hunter2@");
      const { bus, lines } = buses.create({ url: wrong, connectTimeoutMs: 200 });
      const error: unknown = await bus.start().catch((thrown: unknown) => thrown);
      expect(inspect(error)).toContain("could not be used: WRONGPASS");
      expect(inspect([error, lines], { depth: 9 })).not.toContain("hunter2");
    });

    it("says that Redis doesn't let it listen", async () => {
      const server = await startRedis({ args: ["--user", "ann", "on", ">pw", "~*", "+@all", "resetchannels", "&o:*"] });
      onTestFinished(() => server.stop());
      const { bus } = buses.create({ url: server.url.replace("//", "//ann:pw@"), connectTimeoutMs: 200 });
      await expect(bus.start()).rejects.toThrow(/could not be used: NOPERM/);
    });

    it("can be closed while it starts, and doesn't start again", async () => {
      const { bus } = buses.create({ url: `redis://127.0.0.1:${await freePort()}` });
      const starting = bus.start();
      await bus.close();
      await expect(starting).rejects.toThrow(/broken off/);
      const closed = buses.create({ url }).bus;
      await closed.close();
      await expect(closed.start()).rejects.toMatchObject({ code: "CONFLICT" });
    });

    it("isn't impressed by garbage on any channel, its probe's included", async () => {
      const made = await buses.start({ url });
      const { prefix } = testRedisOptions();
      await made.bus.subscribe(`${prefix}*`, (message) => void JSON.parse(String(message)));
      const garbage = ["", "\0", "{", "*3\r\n$7\r\nmessage\r\n", "x".repeat(1_000_000)];
      for (const text of garbage) {
        await admin.publish(buses.probeChannel(made), text);
        await admin.publish(prefix, text);
      }
      await until(() => made.counts.failed === garbage.length);
      expect(made.bus.up).toBe(true);
      expect(await made.bus.publish(prefix, Uint8Array.of())).toBe(1);
    });

    it("refuses what is too much at once instead of keeping it", async () => {
      const { bus, counts } = await buses.start({ url, commandTimeoutMs: 20_000 });
      const message = new Uint8Array(6 * 1024 * 1024);
      const results = await Promise.allSettled([1, 2, 3].map(() => bus.publish("a", message)));
      expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
      const many = await Promise.allSettled(Array.from({ length: 10_001 }, () => bus.publish("a", Uint8Array.of())));
      expect(many.filter(({ status }) => status === "rejected")).toHaveLength(1);
      expect(counts.rejected).toBe(2);
      expect(await bus.publish("a", message)).toBe(0);
    });
  });
});
