import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { startTcpProxy, type TcpProxy } from "../../../../test/support/tcp-proxy.js";
import { until } from "../../../../test/support/until.js";
import { redisMissing } from "../redis/test-redis.js";
import { RedisBuses, type TestBus } from "./redis-bus.fixture.js";

const nothing = Uint8Array.of();

describe.skipIf(redisMissing)("a RedisBus whose Redis or network fails", { timeout: 30_000 }, () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let buses: RedisBuses;
  let admin: Redis;
  let one: TestBus;
  let changes: boolean[];
  let got: number;

  /** Waits until the bus was down and is up again, and sees whether its old subscriptions work. */
  const recovers = async (): Promise<void> => {
    await until(() => changes.length >= 2 && one.bus.up, "the bus's recovery");
    const before = got;
    expect(await one.bus.publish("a", nothing)).toBe(1);
    await until(() => got === before + 1);
    expect(changes).toEqual([false, true]);
  };

  beforeEach(async () => {
    server = await startRedis();
    proxy = await startTcpProxy(server.port);
    buses = new RedisBuses();
    admin = new Redis(server.url);
    one = await buses.start({ url: `redis://127.0.0.1:${proxy.port}`, commandTimeoutMs: 500 });
    changes = [];
    got = 0;
    one.bus.onChange((up) => changes.push(up));
    await one.bus.subscribe("a", () => got++);
  });
  afterEach(async () => {
    await buses.close();
    admin.disconnect();
    await proxy.close();
    await server.stop();
  });

  it.each(["PUBSUB", "NORMAL"] as const)("comes back when Redis kills its %s connection", async (type) => {
    await admin.client("KILL", "TYPE", type, "SKIPME", "yes");
    await recovers();
  });

  it("settles every publish while Redis is frozen, refuses at once when it has noticed, and comes back", async () => {
    server.process.kill("SIGSTOP");
    const caught = await one.bus.publish("a", nothing).catch((error: unknown) => error);
    expect(caught).toMatchObject({ code: "UNAVAILABLE" });
    await until(() => !one.bus.up, "the bus's noticing");
    const refusals = Array.from({ length: 1_000 }, () => one.bus.publish("a", nothing));
    const results = await Promise.allSettled(refusals);
    expect(results.every(({ status }) => status === "rejected")).toBe(true);
    expect(one.counts.rejected).toBe(1_001);
    server.process.kill("SIGCONT");
    await until(() => one.bus.up, "the bus's recovery");
    expect(await one.bus.publish("a", nothing)).toBe(1);
    expect(changes).toEqual([false, true]);
  });

  it("closes in time while Redis is frozen", async () => {
    server.process.kill("SIGSTOP");
    void one.bus.publish("a", nothing);
    await one.bus.close();
    expect(one.bus.up).toBe(false);
    server.process.kill("SIGCONT");
  });

  it("notices that it is deaf although both connections stand, and listens anew", async () => {
    const listening = proxy.connections.find(({ opening }) => opening.includes(":subscribe"));
    listening?.deafen();
    expect(await one.bus.publish("a", nothing)).toBe(1);
    await recovers();
    expect(proxy.connections).not.toContain(listening);
  });

  it("resolves a subscription when Redis has it, not before", async () => {
    const release = proxy.connections.find(({ opening }) => opening.includes(":subscribe"))?.hold();
    let acknowledged = false;
    const subscribed = one.bus
      .subscribe("b", () => {})
      .then(() => {
        acknowledged = true;
      });
    expect(await one.bus.publish("b", nothing)).toBe(0);
    expect(acknowledged).toBe(false);
    release?.();
    await subscribed;
    expect(await one.bus.publish("b", nothing)).toBe(1);
  });

  it.each([":subscribe", ":publish"])("survives garbage from the network in its %s connection", async (name) => {
    proxy.connections.find(({ opening }) => opening.includes(name))?.inject("HTTP/1.1 400 Bad Request\r\n\r\n");
    await recovers();
  });

  it("doesn't publish into the void of a Redis that became a replica", async () => {
    await admin.replicaof("127.0.0.1", "1");
    await until(() => !one.bus.up, "the bus's noticing");
    await expect(one.bus.publish("a", nothing)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await admin.replicaof("NO", "ONE");
    await recovers();
  });

  it("stays up when Redis is full, which doesn't hinder messages", async () => {
    await admin.config("SET", "maxmemory", "1");
    let arrived = 0;
    await one.bus.subscribe(buses.probeChannel(one), () => arrived++);
    await until(() => arrived >= 2, "two probes");
    expect(one.bus.up).toBe(true);
    expect(changes).toEqual([]);
  });

  it("stays up when it may not run scripts", async () => {
    await admin.acl("SETUSER", "default", "-eval", "-evalsha");
    let arrived = 0;
    await one.bus.subscribe(buses.probeChannel(one), () => arrived++);
    await until(() => arrived >= 2, "two probes");
    expect(changes).toEqual([]);
  });
});
