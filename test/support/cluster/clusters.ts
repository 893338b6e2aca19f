import { randomBytes } from "node:crypto";
import { type Cluster, type RedisOptions, redis } from "@volley/server";
import { inject } from "vitest";

/** The kinds of clusters that a suite runs on, for `describe.each`: memory on a manual clock, and Redis if there is one. */
export function clusters(): [name: string, cluster: () => Cluster | undefined][] {
  const url = inject("redisUrl");
  const onRedis = (fanout: RedisOptions["fanout"]) => (): Cluster =>
    redis({ url: url ?? "", prefix: `test-${randomBytes(6).toString("hex")}`, fanout });
  const both: [string, () => Cluster][] = [
    ["Redis", onRedis("classic")],
    ["Redis with sharded fan-out", onRedis("sharded")],
  ];
  return [["memory", () => undefined], ...(url === null ? [] : both)];
}
