import { VolleyError } from "@volley/protocol";
import { Redis, ReplyError } from "ioredis";

/** One connection to Redis, for all that the game keeps there. */
export interface RedisConnection {
  /** Connects. Rejects when Redis isn't there; once connected, it comes back by itself. */
  open(): Promise<void>;
  /**
   * Runs commands. Rejects with `UNAVAILABLE` when no answer came: what was asked may have been done. An error that
   * Redis answered with is passed on as it is.
   */
  run<T>(commands: (redis: Redis) => Promise<T>): Promise<T>;
  close(): void;
}

/** Makes the connection. `onTrouble` is told what is wrong, once each time the connection is lost. */
export function createRedisConnection({
  url,
  onTrouble,
}: {
  readonly url: string;
  readonly onTrouble: (reason: unknown) => void;
}): RedisConnection {
  const redis = new Redis(url, {
    lazyConnect: true,
    // By default a command waits for a connection, and is sent again when the old one broke: a move could be made
    // late, or twice. Here it fails, and whoever asked looks what became of it.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: 1_500,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(1_000, 50 * attempt),
  });
  let troubled = false;
  redis.on("ready", () => {
    troubled = false;
  });
  redis.on("error", (reason: unknown) => {
    if (!troubled) onTrouble(reason);
    troubled = true;
  });

  return {
    async open() {
      try {
        await redis.connect();
      } catch (reason) {
        redis.disconnect();
        throw reason;
      }
    },
    async run(commands) {
      try {
        return await commands(redis);
      } catch (cause) {
        if (cause instanceof ReplyError) throw cause;
        throw new VolleyError("UNAVAILABLE", "the games can't be reached; try again soon", { cause });
      }
    },
    close() {
      redis.disconnect();
    },
  };
}
