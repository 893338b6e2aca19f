import { defineScript } from "../redis/script.js";

/*
 * A group of users is a HASH: one field per uid, and "" → "ttl covered". ttl: in ms, 0 for none. covered: until when
 * (Redis' time in ms) the indexes of all its users hold at least; 0 without a ttl. The key lives as long as the group.
 * All scripts have KEYS 1: that HASH. In answers 0 means that there is no such group.
 */

/**
 * `look` answers the ttl and what is covered, both as text; nothing if there is no such group. What isn't ours there
 * it takes away. If only the mark is broken, the group lives on as long as its key: for ever, or so long from now.
 */
const LOOK = `
local function look()
  local kind = redis.call('TYPE', KEYS[1]).ok
  local mark = kind == 'hash' and redis.call('HGET', KEYS[1], '')
  if not mark then
    if kind ~= 'none' then redis.call('DEL', KEYS[1]) end
    return
  end
  local ttl, covered = string.match(mark, '^(%d+) (%d+)$')
  if ttl and #ttl <= 12 and #covered <= 15 then return ttl, covered end
  ttl = string.format('%.0f', math.max(0, redis.call('PTTL', KEYS[1])))
  redis.call('HSET', KEYS[1], '', ttl .. ' 0')
  return ttl, '0'
end
`;

/** ARGV 1 ttl. Answers 1, or -1 if there is one. */
export const CREATE_GROUP = defineScript(
  1,
  `${LOOK}
if look() then return -1 end
redis.call('HSET', KEYS[1], '', ARGV[1] .. ' 0')
if ARGV[1] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return 1
`,
);

/** ARGV 1 uid. Answers {ttl, 1 if the user is in it}. */
export const LOOK_AT_GROUP = defineScript(
  1,
  `${LOOK}
local ttl = look()
if not ttl then return 0 end
return { tonumber(ttl), redis.call('HEXISTS', KEYS[1], ARGV[1]) }
`,
);

/** ARGV 1 uid, 2 the ttl that the user's index was written for. Answers 1; -1 if the user is in it, -2 for another ttl. */
export const ADD_TO_GROUP = defineScript(
  1,
  `${LOOK}
local ttl, covered = look()
if not ttl then return 0 end
if ttl ~= ARGV[2] then return -2 end
if redis.call('HSETNX', KEYS[1], ARGV[1], '') == 0 then return -1 end
if ttl ~= '0' and covered == '0' then
  local time = redis.call('TIME')
  redis.call('HSET', KEYS[1], '', ttl .. ' ' .. (time[1] * 1000 + math.floor(time[2] / 1000) + 2 * ttl))
end
return 1
`,
);

/** ARGV 1 uid. Answers 1, or -1 if the user isn't in it. */
export const REMOVE_FROM_GROUP = defineScript(
  1,
  `${LOOK}
if not look() then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1]) == 1 and 1 or -1
`,
);

/** ARGV 1 "1" to leave it there, empty. Answers all fields that it had. */
export const EMPTY_GROUP = defineScript(
  1,
  `${LOOK}
local ttl, left = look(), redis.call('PTTL', KEYS[1])
if not ttl then return 0 end
local fields = redis.call('HKEYS', KEYS[1])
redis.call('DEL', KEYS[1])
if ARGV[1] == '1' then
  redis.call('HSET', KEYS[1], '', ttl .. ' 0')
  if left > 0 then redis.call('PEXPIRE', KEYS[1], left) end
end
return fields
`,
);

/**
 * Answers -1 if it has no ttl, 1 if it was renewed. If its new end comes near to what the users' indexes cover, it was
 * renewed too, and the answer is {ttl, now + 2 ttl, all fields}: their indexes want to be written again.
 */
export const RENEW_GROUP = defineScript(
  1,
  `${LOOK}
local ttl, covered = look()
if not ttl then return 0 end
ttl, covered = tonumber(ttl), tonumber(covered)
if ttl == 0 then return -1 end
redis.call('PEXPIRE', KEYS[1], ttl)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if covered == 0 or (now + ttl <= covered and covered <= now + 2 * ttl) then return 1 end
return { ttl, now + 2 * ttl, redis.call('HKEYS', KEYS[1]) }
`,
);

/** ARGV 1 ttl, 2 until when the indexes of its users hold now. Does nothing for another ttl. */
export const NOTE_COVERED = defineScript(
  1,
  `${LOOK}
if look() == ARGV[1] then redis.call('HSET', KEYS[1], '', ARGV[1] .. ' ' .. ARGV[2]) end
return 1
`,
);

/** ARGV 1 uid. Answers {1 if the user is in it, ms that it still lives or -1}; {0, 0} if there is none. */
export const FIND_MEMBER = defineScript(
  1,
  `${LOOK}
if not look() then return { 0, 0 } end
return { redis.call('HEXISTS', KEYS[1], ARGV[1]), redis.call('PTTL', KEYS[1]) }
`,
);

/** Answers {ms that it still lives or -1, all fields}. */
export const LIST_GROUP = defineScript(
  1,
  `${LOOK}
if not look() then return 0 end
return { redis.call('PTTL', KEYS[1]), redis.call('HKEYS', KEYS[1]) }
`,
);
