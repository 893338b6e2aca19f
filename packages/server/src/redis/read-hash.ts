import type { RedisCommands } from "./redis-commands.js";

/** Reads a hash; undefined if the key is something else: then somebody else wrote it. Rejects with `UNAVAILABLE`. */
export function readHash(commands: RedisCommands, key: string): Promise<Readonly<Record<string, string>> | undefined> {
  return commands.run((client) =>
    client.hgetall(key).catch((error: unknown) => {
      if (error instanceof Error && error.message.startsWith("WRONGTYPE")) return undefined;
      throw error;
    }),
  );
}
