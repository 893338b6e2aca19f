import type { ConnectionOptions } from "node:tls";

/** One Redis process. */
export interface RedisAddress {
  readonly host: string;
  readonly port: number;
}

/** Sentinels, which say who the master is. */
export interface RedisSentinel {
  /** The name that they know the master by. */
  readonly name: string;
  readonly addresses: readonly RedisAddress[];
  /** The Sentinels' own user and password, if they have any: they needn't be the master's. */
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** Options of `redis()`: where Redis is, and how long to wait for it. Give one of `url`, `cluster` and `sentinel`. */
export interface RedisOptions {
  /** One server: `redis://user:password@host:6379`, or `rediss://` with TLS. Default: `redis://127.0.0.1:6379`. */
  readonly url?: string | undefined;
  /**
   * Some nodes of a Redis Cluster. The others are found through them, but messages between our nodes always pass
   * these: give several, so that one can fail.
   */
  readonly cluster?: readonly RedisAddress[] | undefined;
  /** Sentinels, and the name that they know the master by. */
  readonly sentinel?: RedisSentinel | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** TLS, to Sentinels too. With `url` that is what `rediss://` says; then only for what the defaults don't suit. */
  readonly tls?: ConnectionOptions | undefined;
  /**
   * What all keys and channels start with: letters, digits, `_`, `-` and `.`. Two apps on one Redis need two
   * prefixes, also when they use two databases: channels don't know databases. Default: "volley".
   */
  readonly prefix?: string | undefined;
  /**
   * How pushes and kicks get to other nodes: "classic", by Socket.IO's Redis adapter: all nodes hear all of them; or
   * "sharded": a channel for each user and group, which only nodes with some of their sessions hear. All nodes and
   * emitters of a cluster need the same. Default: "classic".
   */
  readonly fanout?: "classic" | "sharded" | undefined;
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
