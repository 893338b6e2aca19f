/*
 * What happens to tables in Redis, each as a whole or not at all. The clock is Redis' own.
 * Sent as text each time: that is a kilobyte more, and no script that Redis may have forgotten.
 */

const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * Writes a table, with all that follows from its state.
 * KEYS: table, seats, waiting, running, due.
 * ARGV: id, version that is there (0: no table), state, the list that it belongs to ("waiting", "running" or ""),
 * deadline or "", ms until it is due unless its news is told, ms to keep it (0: as long as it is live), live uids …
 * Answers the new version, 0 if another one is there, -1 if one of the users sits elsewhere.
 */
export const writeTable = `#!lua
${now}
local id, list = ARGV[1], ARGV[4]
local version, seated = unpack(redis.call('HMGET', KEYS[1], 'version', 'seated'))
if (version or '0') ~= ARGV[2] then return 0 end
for i = 8, #ARGV do
  local seat = redis.call('HGET', KEYS[2], ARGV[i])
  if seat and seat ~= id then return -1 end
end
for uid in string.gmatch(seated or '', '%S+') do redis.call('HDEL', KEYS[2], uid) end
for i = 8, #ARGV do redis.call('HSET', KEYS[2], ARGV[i], id) end
redis.call('HSET', KEYS[1], 'version', ARGV[2] + 1, 'state', ARGV[3], 'deadline', ARGV[5],
  'seated', table.concat(ARGV, ' ', 8))
for i, name in ipairs({ 'waiting', 'running' }) do
  if list == name then
    redis.call('ZADD', KEYS[2 + i], 'NX', time[1] * 1000000 + time[2], id)
  else
    redis.call('ZREM', KEYS[2 + i], id)
  end
end
redis.call('ZADD', KEYS[5], now + ARGV[6], id)
if ARGV[7] ~= '0' then redis.call('PEXPIRE', KEYS[1], ARGV[7]) end
return ARGV[2] + 1
`;

/**
 * Notes that the news of some versions was told. KEYS: table, due. ARGV: id, the newest of them (0: there is no such
 * table), the one before them. A `told` of the table is up to where all was told.
 */
export const noteTold = `#!lua
local version, deadline, told = unpack(redis.call('HMGET', KEYS[1], 'version', 'deadline', 'told'))
if tonumber(told or '0') < tonumber(ARGV[3]) then return end
if version and tonumber(told or '0') < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'told', ARGV[2]) end
if (version or '0') ~= ARGV[2] then return end
if deadline and deadline ~= '' then
  redis.call('ZADD', KEYS[2], deadline, ARGV[1])
else
  redis.call('ZREM', KEYS[2], ARGV[1])
end
`;

/** Claims what is due. KEYS: due. ARGV: ms until it is due again, how many at most. Answers ids. */
export const claimDueTables = `#!lua
${now}
local ids = redis.call('ZRANGE', KEYS[1], '-inf', now, 'BYSCORE', 'LIMIT', 0, ARGV[2])
for _, id in ipairs(ids) do redis.call('ZADD', KEYS[1], 'XX', now + ARGV[1], id) end
return ids
`;

/** Tells the time. KEYS: due, so that a Redis Cluster asks the node that judges the deadlines. Answers ms since 1970. */
export const tellTime = `#!lua flags=no-writes
${now}
return now
`;
