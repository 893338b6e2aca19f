import { randomBytes } from "node:crypto";
import { createServer as createHttpServer } from "node:http";
import { defineContract, request } from "@volley/protocol";
import { createServer, type Discovery, memoryCluster, redis } from "@volley/server";
import { Redis } from "ioredis";
import { describe, expect, inject, it } from "vitest";
import { recordingLogger } from "../../support/recording-logger.js";
import { startRedis } from "../../support/redis-server.js";

const contract = defineContract({ routes: { "a.one": request(), "a.two": request(), "b.one": request() } });
const logger = recordingLogger();
const redisUrl = inject("redisUrl");

describe("a node of a cluster", () => {
  it("that is a backend never takes connections", async () => {
    await using server = createServer(contract, { cluster: memoryCluster(), role: "backend", logger });
    expect(() => server.attach(createHttpServer())).toThrow(/a backend takes no connections: call start\(\)/);
    await expect(server.listen(0)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    await server.start();
    expect(server.nodes({ type: "backend" })).toHaveLength(1);
  });

  it("serves whole services or leaves them to others", async () => {
    await using server = createServer(contract, { cluster: memoryCluster(), role: "backend", logger });
    server.handle("a.one", () => {});
    await expect(server.start()).rejects.toMatchObject({
      code: "NOT_FOUND",
      message: expect.stringMatching(/no handler for a\.two:/),
    });
  });

  it("tells the others what it serves and what it says of itself, and that it leaves", async () => {
    const cluster = memoryCluster();
    await using one = createServer(contract, { cluster, role: "frontend", logger });
    const other = createServer(contract, { cluster, role: "backend", type: "tables", metadata: { zone: "a" }, logger });
    other.service("b", { one: () => {} });
    await one.start();
    await other.start();
    const seen = () => one.nodes({ service: "b" });
    await expect
      .poll(() => seen().map(({ type, metadata, state }) => ({ type, metadata, state })))
      .toEqual([{ type: "tables", metadata: { zone: "a" }, state: "ready" }]);
    await other.setMetadata({ zone: undefined, load: "3" });
    await expect.poll(() => seen()[0]?.metadata).toEqual({ load: "3" });
    await other.close();
    await expect.poll(() => one.nodes().length).toBe(1);
  });

  it("can find the others in another way", async () => {
    const listed: string[] = [];
    const discovery = (): Discovery => ({
      join: async ({ id }) => void listed.push(id),
      watch: async () => {},
      update: async () => {},
      nodes: () => [],
      isAlive: () => true,
      onChange: () => Object.assign(() => {}, { [Symbol.dispose]: () => {} }),
      close: async () => {},
    });
    await using server = createServer(contract, { cluster: memoryCluster(), discovery, role: "backend", logger });
    await server.start();
    expect(listed).toEqual([server.node.id]);
  });

  it("doesn't start without its Redis, and says where it looked, without the password", async () => {
    const cluster = redis({ url: "redis://:secret@127.0.0.1:1", connectTimeoutMs: 100 });
    const server = createServer(contract, { cluster, role: "backend", logger });
    const error = await server.start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "UNAVAILABLE", message: expect.stringContaining("127.0.0.1:1") });
    expect(JSON.stringify([error, logger.lines])).not.toContain("secret");
    await server.close();
  });

  it.skipIf(redisUrl === null)("warns of a Redis that throws keys away, and only of such a one", async () => {
    const warnings = async (...args: string[]): Promise<unknown[]> => {
      const own = recordingLogger();
      const place = await startRedis({ args });
      const server = createServer(contract, { cluster: redis({ url: place.url }), role: "backend", logger: own });
      await server.start();
      await server.close();
      await place.stop();
      return own.lines.filter(({ level }) => level === "warn").map(({ message, fields }) => [message, fields]);
    };
    expect(await warnings("--maxmemory-policy", "allkeys-lru")).toEqual([
      [expect.stringContaining("maxmemory-policy noeviction"), { policy: "allkeys-lru" }],
    ]);
    expect(await warnings()).toEqual([]);
  });

  it.skipIf(redisUrl === null)("doesn't start where nodes keep their data in another layout", async () => {
    const prefix = `test-${randomBytes(6).toString("hex")}`;
    const operator = new Redis(redisUrl ?? "");
    await operator.set(`${prefix}:schema`, "99", "PX", 60_000);
    const server = createServer(contract, { cluster: redis({ url: redisUrl ?? "", prefix }), role: "backend", logger });
    await expect(server.start()).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringContaining("layout 99"),
    });
    await server.close();
    expect(await operator.keys(`${prefix}*`)).toEqual([`${prefix}:schema`]);
    operator.disconnect();
  });
});
