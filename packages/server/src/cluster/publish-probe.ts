import type { Redis } from "ioredis";
import { isReply } from "../redis/redis-failure.js";
import { defineScript, runScript } from "../redis/script.js";

/**
 * ARGV: channel, message. Answers how many got it. A plain PUBLISH succeeds on a master that was demoted, and reaches
 * nobody: a script that may write is refused there.
 */
const PUBLISH = defineScript(0, `return redis.call("PUBLISH", ARGV[1], ARGV[2])`);

/** Publishes a probe. Rejects if Redis doesn't answer, or is a replica. */
export async function publishProbe(client: Redis, channel: string, probe: Buffer): Promise<void> {
  try {
    await runScript(client, PUBLISH, [channel, probe]);
  } catch (error) {
    // Scripts may be forbidden, memory be full, or replicas be missing that a write needs: publishing works then.
    if (!isReply(error) || (error as Error).message.startsWith("READONLY")) throw error;
    await client.publish(channel, probe);
  }
}
