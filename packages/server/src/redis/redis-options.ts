import type { ConnectionOptions } from "node:tls";

/** One Redis process. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** Options of `redis()`: where Redis is, and how long to wait for it. Give one of `url`, `cluster` and `sentinel`. */
export interface RedisOptions {
  /** One server: `redis://user:password@host:6379`, or `rediss://` with TLS. Default: `redis://127.0.0.1:6379`. */
  readonly url?: string | undefined;
  /** Some nodes of a Redis Cluster; the others are found through them. */
  readonly cluster?: readonly RedisAddress[] | undefined;
  /** Sentinels, and the name that they know the master by. */
  readonly sentinel?: { readonly name: string; readonly addresses: readonly RedisAddress[] } | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly tls?: ConnectionOptions | undefined;
  /**
   * What all keys and channels start with: letters, digits, `_`, `-` and `.`. Two apps on one Redis need two
   * prefixes, also when they use two databases: channels don't know databases. Default: "volley".
   */
  readonly prefix?: string | undefined;
  /** How long one command may take, in ms; then it rejects with `UNAVAILABLE`. Default: 1,500. */
  readonly commandTimeoutMs?: number | undefined;
  /** How long the start waits for Redis, in ms. Default: 10,000. */
  readonly connectTimeoutMs?: number | undefined;
  /**
   * How long what a node wrote about itself and its sessions outlives it, in ms: users of a node that was killed
   * are offline after this time. Renewed every third of it. Default: 30,000.
   */
  readonly leaseMs?: number | undefined;
}
