import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RedisClusterServers, startRedisCluster } from "../../../../test/support/redis-cluster.js";
import { until } from "../../../../test/support/until.js";
import { createRedisClient, type RedisClient } from "./connect-redis.js";
import { redisMissing } from "./test-redis.js";

describe.skipIf(redisMissing)("a client for commands of a Redis Cluster", { timeout: 60_000 }, () => {
  let servers: RedisClusterServers;
  let client: RedisClient;
  beforeAll(async () => {
    servers = await startRedisCluster();
  }, 60_000);
  afterAll(() => servers?.stop());
  beforeEach(async () => {
    client = createRedisClient({ cluster: servers.addresses.slice(0, 1) }, "commands", "test");
    client.on("error", () => {});
    await client.connect();
  });
  afterEach(() => client?.disconnect());

  it("runs what comes at once, although not all nodes are connected yet", async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => client.set(`key-${n}`, n)));
    expect(new Set(answers)).toEqual(new Set(["OK"]));
    const kept = await Promise.all(servers.operators.map((operator) => operator.dbsize()));
    expect(Math.min(...kept)).toBeGreaterThan(0);
  });

  it("doesn't send a command again that was under way when its connection was cut", async () => {
    // It has begun, and waits: nothing shows whether such a command has done its work.
    const refused = expect(client.blpop("list", 0)).rejects.toThrow("Connection is closed");
    const blocked = async (): Promise<string[]> => {
      const lists = await Promise.all(servers.operators.map((operator) => operator.client("LIST") as Promise<string>));
      return lists.flatMap((list) => list.split("\n")).filter((line) => line.includes("cmd=blpop"));
    };
    await until(async () => (await blocked()).length === 1);
    await Promise.all(servers.operators.map((operator) => operator.client("KILL", "TYPE", "normal", "SKIPME", "yes")));
    await refused;
    const works = (): Promise<boolean> =>
      client.set("another", "value").then(
        () => true,
        () => false,
      );
    await until(works, "commands get through again");
    expect(await blocked()).toEqual([]);
  });
});

it("speaks TLS to Sentinels and masters if it is asked for", async () => {
  const sentinel = createServer().listen(0, "127.0.0.1");
  await once(sentinel, "listening");
  const { port } = sentinel.address() as AddressInfo;
  const options = { sentinel: { name: "main", addresses: [{ host: "127.0.0.1", port }] }, tls: {} };
  const client = createRedisClient(options, "publish", "test");
  client.on("error", () => {});
  client.connect().catch(() => {});
  try {
    const [socket] = await once(sentinel, "connection");
    const [bytes] = (await once(socket, "data")) as [Buffer];
    const HANDSHAKE = 0x16;
    expect(bytes[0]).toBe(HANDSHAKE);
    expect(client.options).toMatchObject({ enableTLSForSentinelMode: true, tls: {} });
    socket.destroy();
  } finally {
    client.disconnect();
    sentinel.close();
  }
});
