import { Redis } from "ioredis";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RedisServer, startRedis } from "../../../../test/support/redis-server.js";
import { startTcpProxy, type TcpProxy } from "../../../../test/support/tcp-proxy.js";
import { until } from "../../../../test/support/until.js";
import { createRedisClient, type RedisClient } from "./connect-redis.js";
import { redisMissing } from "./test-redis.js";

describe.skipIf(redisMissing)("a client for commands", () => {
  let server: RedisServer;
  let proxy: TcpProxy;
  let client: RedisClient;
  let admin: Redis;

  beforeEach(async () => {
    server = await startRedis();
    proxy = await startTcpProxy(server.port);
    admin = new Redis(server.url);
    client = createRedisClient({ url: `redis://127.0.0.1:${proxy.port}`, commandTimeoutMs: 200 }, "commands", "test");
    client.on("error", () => {});
    await client.connect();
  });
  afterEach(async () => {
    client.disconnect();
    admin.disconnect();
    await proxy.close();
    await server.stop();
  });

  it("gives a command up that isn't answered in time", async () => {
    proxy.connections[0]?.deafen();
    await expect(client.incr("n")).rejects.toThrow("Command timed out");
  });

  it("runs a command once whose answer was lost with the connection, and rejects", async () => {
    proxy.connections[0]?.deafen();
    const refused = expect(client.incr("n")).rejects.toThrow();
    while ((await admin.get("n")) === null);
    proxy.connections[0]?.cut();
    await refused;
    await until(() => client.status === "ready");
    await client.ping();
    expect(await admin.get("n")).toBe("1");
  });

  it("rejects at once without a connection, and keeps nothing for later", async () => {
    proxy.connections[0]?.cut();
    await until(() => client.status !== "ready");
    await expect(client.incr("n")).rejects.toThrow();
    await until(() => client.status === "ready");
    expect(await client.get("n")).toBeNull();
  });
});
