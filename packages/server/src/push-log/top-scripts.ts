import { defineScript } from "../redis/script.js";
import { POSITION_LUA } from "./stream-lua.js";

/**
 * Tells where a stream ends, and keeps its numbers; also when memory is full.
 *
 * KEYS 1 where it ends, 2 producers. ARGV 1 how long the numbers are kept, in ms. Answers {epoch, offset, tag}, or {}.
 */
export const TOP_OF_STREAM = defineScript(
  2,
  `${POSITION_LUA}
local epoch, offset, tag = position(KEYS[1])
if not epoch then return {} end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
redis.call('PEXPIRE', KEYS[2], ARGV[1])
return { epoch, offset, tag }
`,
  "allow-oom",
);

/**
 * Begins a stream, unless somebody else just did. What lies under its keys goes.
 *
 * KEYS 1 where it ends, 2 entries, 3 producers. ARGV 1 how long the numbers are kept, in ms, 2 a new epoch. Answers
 * {epoch, offset, tag}.
 */
export const BEGIN_STREAM = defineScript(
  3,
  `${POSITION_LUA}
local epoch, offset, tag = position(KEYS[1])
if epoch then return { epoch, offset, tag } end
redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
redis.call('HSET', KEYS[1], 'e', ARGV[2], 's', '0', 't', '0')
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return { tonumber(ARGV[2]), 0, 0 }
`,
);
