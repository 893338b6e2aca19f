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

/** How the strings of an answer come: as text, or as the bytes that they are. */
export type AnswerForm = "text" | "bytes";

/** Runs a script by its hash, and by its text if Redis doesn't know it (any more). */
export async function runScript(
  client: RedisClient,
  script: Script,
  args: readonly (string | number | Buffer)[],
  form: AnswerForm = "text",
): Promise<unknown> {
  const { sha1, lua, keys } = script;
  const call = (name: "evalsha" | "eval", text: string): Promise<unknown> =>
    form === "text" ? client[name](text, keys, ...args) : client.callBuffer(name, text, keys, ...args);
  try {
    return await call("evalsha", sha1);
  } catch (error) {
    if (!isUnknownScript(error)) throw error;
    return await call("eval", lua);
  }
}

/** Tells whether Redis doesn't know a script. Nothing has run: sending it with its text can't do anything twice. */
export function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}
