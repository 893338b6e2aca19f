import { createHash } from "node:crypto";
import type { RedisClient } from "./connect-redis.js";

/** A Lua script: the file that defines it says what its KEYS and ARGV are, and what it answers. */
export interface Script {
  readonly lua: string;
  readonly sha1: string;
  /** How many of the arguments are keys. */
  readonly keys: number;
}

/**
 * What a script is, if not one that takes memory: "no-writes" only reads, "allow-oom" frees memory or writes again
 * what is there. Both run when memory is full: leases go on, and what is over can be taken out.
 */
export type ScriptFlag = "no-writes" | "allow-oom";

/**
 * Defines a script. `#!lua` is put before it: Redis then refuses it as a whole on a replica or when memory is full,
 * instead of half way through.
 */
export function defineScript(keys: number, lua: string, flag?: ScriptFlag): Script {
  const source = `#!lua${flag === undefined ? "" : ` flags=${flag}`}\n${lua}`;
  return { lua: source, sha1: createHash("sha1").update(source).digest("hex"), keys };
}

/** Runs a script by its hash, and by its text if Redis doesn't know it (any more). */
export async function runScript(
  client: RedisClient,
  script: Script,
  args: readonly (string | number | Buffer)[],
): Promise<unknown> {
  try {
    return await client.evalsha(script.sha1, script.keys, ...args);
  } catch (error) {
    // Nothing has run: sending it again with its text can't do anything twice.
    if (error instanceof Error && error.message.startsWith("NOSCRIPT")) {
      return await client.eval(script.lua, script.keys, ...args);
    }
    throw error;
  }
}
