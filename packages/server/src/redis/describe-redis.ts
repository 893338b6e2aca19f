import type { RedisOptions } from "./redis-options.js";

/** Where a Redis is looked for that no option names. */
export const DEFAULT_URL = "redis://127.0.0.1:6379";

/** Says for people where Redis is looked for: hosts and ports, no user and no password. */
export function describeRedis({ url, cluster, sentinel }: RedisOptions): string {
  if (cluster !== undefined) return `the cluster at ${cluster.map(address).join(", ")}`;
  if (sentinel !== undefined) {
    return `the master "${sentinel.name}" of the sentinels at ${sentinel.addresses.map(address).join(", ")}`;
  }
  try {
    const { hostname, port } = new URL(url ?? DEFAULT_URL);
    return address({ host: hostname || "127.0.0.1", port: port || 6379 });
  } catch {
    return "a url that can't be read; write redis://host:port";
  }
}

const address = ({ host, port }: { readonly host: string; readonly port: number | string }): string =>
  `${host}:${port}`;
