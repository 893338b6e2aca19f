import { expect, it } from "vitest";
import { describeRedis } from "./describe-redis.js";

it("names host and port, and neither user nor password", () => {
  expect(describeRedis({ url: "rediss://ann:hunter2@redis.example:7000/2" })).toBe("redis.example:7000");
  expect(describeRedis({ url: "redis://redis.example" })).toBe("redis.example:6379");
  expect(describeRedis({})).toBe("127.0.0.1:6379");
});

it("names all addresses of a cluster, and of sentinels with their master", () => {
  const addresses = [
    { host: "a", port: 1 },
    { host: "b", port: 2 },
  ];
  expect(describeRedis({ cluster: addresses })).toBe("the cluster at a:1, b:2");
  expect(describeRedis({ sentinel: { name: "main", addresses } })).toBe(
    'the master "main" of the sentinels at a:1, b:2',
  );
});

it("doesn't repeat a url that it can't read, which may hold a password", () => {
  expect(describeRedis({ url: "hunter2@host" })).not.toContain("hunter2");
});
