import { createSystemClock } from "@volley/protocol/internal";
import { createRedisClient } from "./connect-redis.js";
import { RedisCommands } from "./redis-commands.js";

/** A connection of a test. */
export type RedisRig = Awaited<ReturnType<typeof openRedisRig>>;

/** Connects a test to a Redis. */
export async function openRedisRig(url: string) {
  const client = createRedisClient({ url }, "commands", "test");
  client.on("error", () => {});
  await client.connect();
  const now = async (): Promise<number> => {
    const [seconds, microseconds] = await client.time();
    return Number(seconds) * 1_000 + Number(microseconds) / 1_000;
  };
  return {
    client,
    commands: new RedisCommands(client, createSystemClock()),
    /** Redis' time in ms. */
    now,
    /** Waits until Redis' clock has gone on by this. */
    pass: async (ms: number): Promise<void> => {
      const end = (await now()) + ms;
      for (let left = ms; left > 0; left = end - (await now())) {
        await new Promise((resolve) => setTimeout(resolve, left));
      }
    },
    close: () => client.disconnect(),
  };
}
