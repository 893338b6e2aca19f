import { defineScript } from "../redis/script.js";

const BEGIN = `
local key, keep = KEYS[1], tonumber(ARGV[1])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kind = redis.call('TYPE', key).ok
`;

const WRITE = `${BEGIN}
if kind ~= 'zset' and kind ~= 'none' then redis.call('DEL', key) end
local function settle()
  redis.call('ZREMRANGEBYSCORE', key, '-inf', string.format('%.0f', now - keep))
  if redis.call('PTTL', key) < keep then redis.call('PEXPIRE', key, keep) end
end
`;

/**
 * Revokes now.
 *
 * KEYS[1]  ZSET: name → when it was revoked, in ms since 1970
 * ARGV     ms to keep, name
 *
 * Answers the time.
 */
export const ADD_REVOCATION = defineScript(
  1,
  `${WRITE}
local at = string.format('%.0f', now)
redis.call('ZADD', key, 'GT', at, ARGV[2])
settle()
return at
`,
);

/**
 * Writes what was lost.
 *
 * KEYS[1]  as above
 * ARGV     ms to keep, then time and name of each
 */
export const RESTORE_REVOCATIONS = defineScript(
  1,
  `${WRITE}
for i = 2, #ARGV, 2 do redis.call('ZADD', key, 'GT', ARGV[i], ARGV[i + 1]) end
settle()
return 1
`,
);

/**
 * Reads what was revoked since a time.
 *
 * KEYS[1]  as above
 * ARGV     ms to keep, since when, how many to leave out, how many to tell
 *
 * Answers { now, how many there are in all, { name, time, … } }.
 */
export const READ_REVOCATIONS = defineScript(
  1,
  `${BEGIN}
local at = string.format('%.0f', now)
if kind ~= 'zset' then return { at, 0, {} } end
local oldest = '(' .. string.format('%.0f', now - keep)
local since = tonumber(ARGV[2]) > now - keep and ARGV[2] or oldest
local found = redis.call('ZRANGE', key, since, '+inf', 'BYSCORE', 'LIMIT', ARGV[3], ARGV[4], 'WITHSCORES')
return { at, redis.call('ZCOUNT', key, oldest, '+inf'), found }
`,
  "no-writes",
);
