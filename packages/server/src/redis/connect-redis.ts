import { Cluster, type RedisOptions as IoRedisOptions, Redis } from "ioredis";
import { anyNodeConnector } from "./any-node-connector.js";
import { DEFAULT_URL } from "./describe-redis.js";
import type { RedisOptions } from "./redis-options.js";

/** A connection to one Redis, or to a Redis Cluster. */
export type RedisClient = Redis | Cluster;

/**
 * What a connection is for. They are never shared: a subscriber can do nothing else, publishes must keep their order,
 * and a slow command must not hold up either, nor limits. Workers of jobs wait on theirs; who wants a replica's word ("ack") waits too.
 */
export type Purpose = "commands" | "limits" | "publish" | "subscribe" | "work" | "ack";

/** How long one command may take unless the options say otherwise. */
export const COMMAND_TIMEOUT_MS = 1_500;

/** How long a connection that we gave up may take to close before it is cut: a frozen Redis never answers. */
const DISCONNECT_MS = 500;

/**
 * What differs for workers, who have nothing else to do and whose scripts may run twice: a command waits for Redis
 * however long it is away, and one that was cut is sent again.
 */
const PATIENT: IoRedisOptions = {
  lazyConnect: false,
  enableOfflineQueue: true,
  maxRetriesPerRequest: null,
  autoResendUnfulfilledCommands: true,
  reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 2 : false),
};

/**
 * Makes a client that is not connected yet. Its settings are the ones that neither run a command twice nor keep one
 * for later: without a connection a command rejects at once, a cut one is not sent again, and a slow one is given up.
 * For the bus it is one connection even in a Redis Cluster, where order would be lost otherwise. The client of workers
 * is another kind: see `PATIENT`. It starts to connect at once.
 */
export function createRedisClient(options: RedisOptions, purpose: "publish" | "subscribe", name: string): Redis;
export function createRedisClient(options: RedisOptions, purpose: Purpose, name: string): RedisClient;
export function createRedisClient(options: RedisOptions, purpose: Purpose, name: string): RedisClient {
  const { commandTimeoutMs = COMMAND_TIMEOUT_MS, username, password, tls } = options;
  const common: IoRedisOptions = {
    connectionName: `${name}:${purpose}`,
    // Redis before 7.2 would answer with an error.
    disableClientInfo: true,
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    // We subscribe again ourselves: only then do we know when it is done.
    autoResubscribe: false,
    connectTimeout: Math.max(commandTimeoutMs, 2_000),
    disconnectTimeout: DISCONNECT_MS,
    keepAlive: 5_000,
    retryStrategy: (attempt) => jittered(attempt),
    // A demoted master refuses writes: connect again, to whom the name means now. The command itself is not repeated.
    reconnectOnError: (error) => (error.message.startsWith("READONLY") ? 1 : false),
    ...defined({ username, password, tls }),
    ...(purpose === "work" ? PATIENT : { commandTimeout: commandTimeoutMs }),
  };
  if (options.cluster !== undefined && (purpose === "publish" || purpose === "subscribe")) {
    return new Redis({ ...common, Connector: anyNodeConnector(options.cluster, { tls, disconnectMs: DISCONNECT_MS }) });
  }
  if (options.cluster !== undefined) {
    return new Cluster([...options.cluster], {
      lazyConnect: purpose !== "work",
      // Each node is connected to when it is first needed: commands wait for that, no longer than they may take.
      enableOfflineQueue: true,
      // By default what was under way on a cut connection is sent again, and may run twice.
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      clusterRetryStrategy: (attempt) => jittered(attempt),
      // A node that says nothing is left: the others know who has its slots now.
      redisOptions: { ...common, socketTimeout: 2 * commandTimeoutMs },
    });
  }
  if (options.sentinel !== undefined) {
    const { name: master, addresses } = options.sentinel;
    return new Redis({
      ...common,
      sentinels: [...addresses],
      name: master,
      sentinelCommandTimeout: commandTimeoutMs,
      // Without these `tls` would be ignored, and passwords be sent in the clear.
      ...(tls === undefined ? {} : { enableTLSForSentinelMode: true, sentinelTLS: tls }),
      ...defined({ sentinelUsername: options.sentinel.username, sentinelPassword: options.sentinel.password }),
      sentinelRetryStrategy: (attempt) => jittered(attempt),
    });
  }
  return new Redis(options.url ?? DEFAULT_URL, common);
}

/** From 50 ms to 1 s: Redis gets time, and state is right again soon after it came back. */
function jittered(attempt: number): number {
  return Math.min(1_000, 50 * 2 ** Math.min(attempt, 5)) * (0.5 + Math.random() / 2);
}

function defined<T extends object>(options: T): { [K in keyof T]: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
}
