import { defineScript } from "../redis/script.js";
import { COLLECT_LUA, POSITION_LUA } from "./stream-lua.js";

/**
 * Reads what a stream has behind an offset.
 *
 * KEYS 1 where it ends, 2 entries. ARGV 1 an epoch, 2 the first offset that is wanted, 3 how many at most, 4 how many
 * bytes at most, unless one entry has more. Answers {epoch, offset, tag of the end, 1 if the limit left some out,
 * entries}; {} if there is no stream. For another epoch there are no entries.
 */
export const READ_STREAM = defineScript(
  2,
  `${POSITION_LUA}${COLLECT_LUA}
local epoch, offset, tag = position(KEYS[1])
if not epoch then return {} end
if string.format('%d', epoch) ~= ARGV[1] then return { epoch, offset, tag, 0, {} } end
local rows, limited = collect(function(last)
  return redis.pcall('XRANGE', KEYS[2], last and '(' .. last or ARGV[2], '+', 'COUNT', 32)
end, tonumber(ARGV[3]), tonumber(ARGV[4]))
return { epoch, offset, tag, limited, rows }
`,
  "no-writes",
);

/**
 * Reads the newest entries of a stream, newest first.
 *
 * KEYS 1 where it ends, 2 entries. ARGV 1 an epoch, 2 the first offset that is wanted of that epoch, 3 how many at most,
 * 4 how many bytes at most. Answers as above.
 */
export const READ_NEWEST = defineScript(
  2,
  `${POSITION_LUA}${COLLECT_LUA}
local epoch, offset, tag = position(KEYS[1])
if not epoch then return {} end
local first = string.format('%d', epoch) == ARGV[1] and ARGV[2] or '-'
local rows, limited = collect(function(last)
  return redis.pcall('XREVRANGE', KEYS[2], last and '(' .. last or '+', first, 'COUNT', 32)
end, tonumber(ARGV[3]), tonumber(ARGV[4]))
return { epoch, offset, tag, limited, rows }
`,
  "no-writes",
);
