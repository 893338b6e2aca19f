import { randomBytes } from "node:crypto";
import { type Cluster, redis } from "@volley/server";
import { inject } from "vitest";

/** The kinds of clusters that a suite runs on, for `describe.each`: memory on a manual clock, and Redis if there is one. */
export function clusters(): [name: string, cluster: () => Cluster | undefined][] {
  const url = inject("redisUrl");
  const onRedis = (): Cluster => redis({ url: url ?? "", prefix: `test-${randomBytes(6).toString("hex")}` });
  return [["memory", () => undefined], ...(url === null ? [] : [["Redis", onRedis] as [string, () => Cluster]])];
}
