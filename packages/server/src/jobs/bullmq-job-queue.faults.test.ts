import { createSystemClock, systemError } from "@volley/protocol/internal";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { startTcpProxy } from "../../../../test/support/tcp-proxy.js";
import { until } from "../../../../test/support/until.js";
import { openRedisRig, type RedisRig } from "../redis/redis-rig.fixture.js";
import { redisMissing } from "../redis/test-redis.js";
import { bullmq } from "./bullmq.js";
import { failFirst, type JobNode, JobRig, job, succeed } from "./job-rig.fixture.js";

const unavailable = { code: "UNAVAILABLE" };
const KEYS = "volley:{j:bank}:bank:";

describe.skipIf(redisMissing)("jobs in a Redis that has faults", { timeout: 60_000 }, () => {
  let server: RedisServer;
  let redis: RedisRig;
  let rig: JobRig;
  beforeEach(async () => {
    server = await startRedis();
    redis = await openRedisRig(server.url);
    const jobs = (rules: object) => bullmq({ url: server.url, leaseMs: 3_000, connectTimeoutMs: 500, ...rules });
    rig = new JobRig({ clock: createSystemClock(), jobs, until }, { keyMs: 300 });
  });
  afterEach(async () => {
    await rig.close();
    redis.close();
    await server.stop();
  });

  /** Adds a job until that works, and waits until it runs. */
  async function worksAgain({ queue }: JobNode, name = "again"): Promise<void> {
    const added = (): Promise<boolean> =>
      queue.add("bank", job(name)).then(
        () => true,
        () => false,
      );
    await rig.until(added, "a job is kept again");
    await rig.until(() => rig.started.split(" ").includes(name), `${name} runs`);
  }

  /** Nothing that was logged or can be read of an error shows what jobs hold. */
  const logs = (node: JobNode): string =>
    JSON.stringify(node.lines, (_, value) => (value instanceof Error ? { ...value, text: value.stack } : value));

  it("says at the start where it looked for Redis", async () => {
    await server.stop();
    await expect(rig.node()).rejects.toMatchObject({
      ...unavailable,
      message: expect.stringContaining(`:${server.port}`),
    });
  });

  it("refuses jobs at once while Redis is stopped, and goes on when an empty one is back", async () => {
    const node = await rig.node();
    node.work();
    await node.queue.add("bank", job("a"));
    await rig.untilStarted(1);
    await server.stop();
    const at = performance.now();
    for (let n = 0; n < 100; n++) await expect(node.queue.add("bank", job(`${n}`))).rejects.toMatchObject(unavailable);
    await expect(node.queue.listDead("bank", 1)).rejects.toMatchObject(unavailable);
    expect(performance.now() - at).toBeLessThan(5_000);
    // What it did meanwhile has nowhere to be written any more.
    rig.starts[0]?.end();
    server = await startRedis({ port: server.port });
    await worksAgain(node);
    expect(logs(node)).not.toContain("secret");
  });

  it("keeps what it has when every connection is cut, again and again", async () => {
    const node = await rig.node();
    node.work(succeed);
    for (let n = 0; n < 20; n++) {
      await redis.client.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      await worksAgain(node, `${n}`);
    }
    expect(await node.queue.listDead("bank", 10)).toEqual([]);
  });

  it("refuses jobs soon while Redis is frozen, and goes on afterwards", async () => {
    const node = await rig.node();
    node.work(succeed);
    await worksAgain(node, "before");
    server.process.kill("SIGSTOP");
    const added = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => node.queue.add("bank", job(`${n}`))));
    for (const each of added) expect(each).toMatchObject({ status: "rejected", reason: unavailable });
    server.process.kill("SIGCONT");
    await worksAgain(node);
  });

  it("goes on when Redis forgot the scripts", async () => {
    const node = await rig.node();
    node.work(succeed);
    await worksAgain(node, "before");
    await redis.client.script("FLUSH");
    await worksAgain(node);
  });

  it("refuses jobs while Redis' memory is full, without asking it all the time", async () => {
    const node = await rig.node();
    for (const name of ["a", "b"]) await node.queue.add("bank", job(name));
    await redis.client.config("SET", "maxmemory", "1");
    await expect(node.queue.add("bank", job("c"))).rejects.toMatchObject(unavailable);
    node.work(succeed);
    await rig.until(() => node.lines.some(({ message }) => message.includes("trouble")), "it is told");
    await redis.client.config("RESETSTAT");
    await redis.pass(1_500);
    const [, calls = ""] = /cmdstat_evalsha:calls=(\d+)/.exec(await redis.client.info("commandstats")) ?? [];
    expect(Number(calls)).toBeLessThan(100);
    await redis.client.config("SET", "maxmemory", "0");
    await rig.untilStarted(2);
    // Commands go with ioredis' errors, and with them whatever jobs hold.
    expect(logs(node)).not.toMatch(/secret|"command"/);
  });

  it("lets garbage be", async () => {
    const node = await rig.node();
    for (const name of ["data", "shape", "type", "good"]) await node.queue.add("bank", job(name));
    await redis.client.hset(`${KEYS}job-data`, "data", "secret garbage");
    await redis.client.hset(`${KEYS}job-shape`, "data", '{"head":"secret garbage"}', "opts", '{"attempts":"many"}');
    await redis.client.set(`${KEYS}job-type`, "secret garbage");
    await redis.client.lpush(`${KEYS}wait`, "no such job", "");
    node.work(succeed);
    await rig.until(() => rig.started.includes("good"), "the good one runs");
    await worksAgain(node);
    expect(logs(node)).not.toContain("secret");
  });

  it("gives a job up that it lost to others, and starts it again when nobody has it", async () => {
    const node = await rig.node();
    node.work();
    await node.queue.add("bank", job("a"));
    await rig.untilStarted(1);
    await redis.client.del(`${KEYS}job-a:lock`);
    await rig.until(() => rig.starts[0]?.signal.aborted === true, "it is told");
    await rig.untilStarted(2);
    rig.starts[1]?.end();
    await rig.until(async () => (await redis.client.exists(`${KEYS}job-a`)) === 0, "it is done");
  });

  it("gives connections up on which nothing comes back", async () => {
    const proxy = await startTcpProxy(server.port);
    const jobs = bullmq({ url: `redis://127.0.0.1:${proxy.port}`, leaseMs: 3_000 });
    rig = new JobRig({ clock: createSystemClock(), jobs: () => jobs, until });
    const node = await rig.node();
    node.work(succeed);
    await worksAgain(node, "before");
    const working = proxy.connections.filter(({ opening }) => /:work|:w:/.test(opening));
    expect(working).toHaveLength(2);
    for (const each of working) each.deafen();
    await node.queue.add("bank", job("after"));
    await until(() => rig.started.includes("after"), "it runs", 50_000);
    await proxy.close();
  });

  it("closes in time while Redis is stopped or frozen, and lets nobody wait", async () => {
    const [a, b] = [await rig.node(), await rig.node()];
    for (const each of [a, b]) each.work();
    await a.queue.add("bank", job("a"));
    await rig.untilStarted(1);
    server.process.kill("SIGSTOP");
    const frozen = rig.clock.monotonic();
    await a.queue.close();
    expect(rig.clock.monotonic() - frozen).toBeLessThan(15_000);
    await server.stop();
    const stopped = rig.clock.monotonic();
    let drained = false;
    const draining = b.queue.drain().then(() => (drained = true));
    await b.queue.close();
    expect(rig.clock.monotonic() - stopped).toBeLessThan(15_000);
    await rig.until(() => drained, "it is drained");
    await draining;
  });

  it("closes in time when Redis freezes before its worker has a connection, and lets nobody wait", async () => {
    const node = await rig.node();
    server.process.kill("SIGSTOP");
    node.work();
    const frozen = rig.clock.monotonic();
    let drained = false;
    const draining = node.queue.drain().then(() => (drained = true));
    await node.queue.close();
    expect(rig.clock.monotonic() - frozen).toBeLessThan(15_000);
    server.process.kill("SIGKILL");
    await rig.until(() => drained, "it is drained");
    await draining;
  });

  it("leaves nothing behind but what BullMQ knows of a queue", async () => {
    const node = await rig.node();
    node.work(failFirst(1, systemError("UNAVAILABLE", "later")));
    for (let n = 0; n < 50; n++)
      await node.queue.add("bank", job(`${n}`, { keyed: n % 2 === 0, delayMs: n, backoffMs: 1 }));
    await rig.untilStarted(100);
    await node.queue.drain();
    const left = async (): Promise<string[]> => (await redis.client.keys("*")).sort();
    const named = ["events", "id", "marker", "meta"].map((name) => KEYS + name);
    await rig.until(async () => (await left()).every((key) => named.includes(key)), "the rest is gone");
    expect(await redis.client.xlen(`${KEYS}events`)).toBeLessThan(400);
  });
});
