import { once } from "node:events";
import { createSystemClock } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { recordingLogger } from "../../../../test/support/recording-logger.js";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { until } from "../../../../test/support/until.js";
import { MemoryBusHub } from "../cluster/memory-bus.js";
import { RedisKeys } from "../redis/keys.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { ReplicatedCommands } from "../redis/replicated-commands.js";
import { redisMissing } from "../redis/test-redis.js";
import { KEEP, text } from "./push-log.suite.js";
import { RedisPushLog } from "./redis-push-log.js";

const UNAVAILABLE = { code: "UNAVAILABLE" };
const streams = [{ stream: "g:a", keep: KEEP }];
const producer = { id: "p", serial: 1 };

describe.skipIf(redisMissing)("a log of pushes when Redis has faults", { timeout: 60_000 }, () => {
  let server: RedisServer;
  let redis: RedisRig;
  let open: ReplicatedCommands[];
  let log: RedisPushLog;
  beforeEach(async () => {
    server = await startRedis();
    redis = await openRedisRig(server.url);
    open = [];
    log = makeLog(20_000);
  });
  afterEach(async () => {
    await Promise.all(open.map((each) => each.close()));
    redis.close();
    await server.stop();
  });

  /** Makes a log that waits for a replica as long as it is told. */
  function makeLog(confirmMs: number): RedisPushLog {
    const clock = createSystemClock();
    const replicated = new ReplicatedCommands({ redis: { url: server.url }, name: "test", clock, confirmMs });
    open.push(replicated);
    // Nobody listens here.
    const bus = new MemoryBusHub().bus(recordingLogger());
    return new RedisPushLog({ commands: redis.commands, replicated, keys: new RedisKeys(), bus });
  }

  /** Appends one, with a producer, for a replica to confirm. */
  const confirmed = (serial = 1, to = log) =>
    to.append("g:a", text(`${serial}`), { keep: KEEP, producer: { ...producer, serial }, ack: "replicated" });

  async function withReplica<T>(run: (replica: RedisRig, copy: RedisServer) => Promise<T>): Promise<T> {
    await redis.client.config("SET", "repl-diskless-sync-delay", "0");
    const copy = await startRedis({ args: ["--replicaof", `127.0.0.1 ${server.port}`] });
    const rig = await openRedisRig(copy.url);
    try {
      const isUp = async (): Promise<boolean> =>
        (await rig.client.info("replication")).includes("master_link_status:up");
      for (let round = 0; !(await isUp()); round++) {
        if (round === 500) throw new Error("the replica didn't find its master");
        await rig.pass(20);
      }
      return await run(rig, copy);
    } finally {
      rig.close();
      await copy.stop();
    }
  }

  it("writes nothing when memory is full, while what is there can be read and goes on", async () => {
    const { position: first } = await log.append("g:a", text("1"), { keep: KEEP });
    await redis.client.config("SET", "maxmemory", "1");
    await expect(log.append("g:a", text("2"), { keep: KEEP, producer })).rejects.toMatchObject(UNAVAILABLE);
    await expect(log.append("g:new", text("2"), { keep: KEEP })).rejects.toMatchObject(UNAVAILABLE);
    await expect(log.tops([{ stream: "g:new", keep: KEEP }])).rejects.toMatchObject(UNAVAILABLE);
    expect(await log.tops(streams)).toEqual([first]);
    expect(await log.last("g:a", { count: 9, bytes: 9 })).toHaveLength(1);
    expect(await redis.client.dbsize()).toBe(2);
    await redis.client.config("SET", "maxmemory", "0");
    expect(await log.append("g:a", text("2"), { keep: KEEP, producer })).toMatchObject({ position: { offset: 2 } });
  });

  it("writes nothing on a replica", async () => {
    await log.append("g:a", text("1"), { keep: KEEP });
    const admin = await openRedisRig(server.url);
    await admin.client.replicaof("127.0.0.1", 1);
    // Whoever is refused by a replica looks for the master again.
    const back = once(redis.client, "ready");
    await expect(log.append("g:a", text("2"), { keep: KEEP })).rejects.toMatchObject(UNAVAILABLE);
    await admin.client.replicaof("NO", "ONE");
    admin.close();
    await back;
    expect(await log.append("g:a", text("2"), { keep: KEEP })).toMatchObject({ position: { offset: 2 } });
  });

  it("goes on when Redis forgot the scripts", async () => {
    await log.append("g:a", text("1"), { keep: KEEP });
    await redis.client.script("FLUSH");
    expect(await log.last("g:a", { count: 9, bytes: 9 })).toHaveLength(1);
    expect(await log.append("g:a", text("2"), { keep: KEEP })).toMatchObject({ position: { offset: 2 } });
  });

  it("fails typed while Redis is stopped", async () => {
    await server.stop();
    await until(() => !redis.commands.open, "the connection is lost");
    const calls = [
      log.append("g:a", text("1"), { keep: KEEP }),
      log.read("g:a", { epoch: 1, offset: 1, tag: 1 }, { count: 1, bytes: 1 }),
      log.last("g:a", { count: 1, bytes: 1 }),
      log.tops(streams),
    ];
    for (const result of await Promise.allSettled(calls)) {
      expect(result).toMatchObject({ status: "rejected", reason: UNAVAILABLE });
    }
  });

  it("waits until a replica has the entry, if that is asked for", async () => {
    await withReplica(async (replica) => {
      for (const serial of [1, 2, 3]) {
        expect(await confirmed(serial)).toMatchObject({ position: { offset: serial } });
        expect(await replica.client.xlen(new RedisKeys().logEntries("g:a"))).toBe(serial);
      }
      await redis.client.script("FLUSH");
      expect(await confirmed(4)).toMatchObject({ position: { offset: 4 } });
    });
  });

  it("says that it was accepted but not confirmed when there is no replica, and where", async () => {
    const unconfirmed = { code: "OUTCOME_UNKNOWN", message: expect.stringContaining("accepted at offset 1, but no") };
    const hasty = makeLog(50);
    await expect(confirmed(1, hasty)).rejects.toMatchObject(unconfirmed);
    await expect(confirmed(1, hasty)).rejects.toMatchObject(unconfirmed);
    expect((await log.tops(streams))[0]?.offset).toBe(1);
    await withReplica(async () => {
      expect(await confirmed()).toMatchObject({ duplicate: true, position: { offset: 1 } });
    });
  });

  it("doesn't take a duplicate for confirmed because its connection didn't write it", async () => {
    await withReplica(async (_, copy) => {
      const hasty = makeLog(50);
      await confirmed();
      copy.process.kill("SIGSTOP");
      const second = { ...producer, serial: 2 };
      await log.append("g:a", text("2"), { keep: KEEP, producer: second });
      for (const serial of [2, 1]) {
        await expect(confirmed(serial, hasty)).rejects.toMatchObject({ code: "OUTCOME_UNKNOWN" });
      }
      copy.process.kill("SIGCONT");
      expect(await confirmed(2)).toMatchObject({ duplicate: true, position: { offset: 2 } });
    });
  });

  it("lets no more wait for a replica than it has room for, and others pass by", async () => {
    const hasty = makeLog(300);
    const waiting = Promise.allSettled(Array.from({ length: 100 }, (_, n) => confirmed(n + 1, hasty)));
    expect(await log.append("g:b", text("1"), { keep: KEEP })).toMatchObject({ position: { offset: 1 } });
    const codes = (await waiting).map((each) => each.status === "rejected" && each.reason.code);
    expect(new Set(codes)).toEqual(new Set(["OUTCOME_UNKNOWN", "UNAVAILABLE"]));
    expect(codes[0]).toBe("OUTCOME_UNKNOWN");
    expect(codes.slice(64).every((code) => code === "UNAVAILABLE")).toBe(true);
  });
});
