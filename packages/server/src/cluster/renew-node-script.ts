import { defineScript } from "../redis/script.js";

/**
 * Renews a node's record, drops those whose leases ended, and lists all.
 *
 * KEYS[1]  HASH, node id → "<until, in ms of Redis' clock> <lease in ms> <record>"
 * ARGV[1]  the node's id; "" only drops and lists
 * ARGV[2]  its record
 * ARGV[3]  its lease in ms
 *
 * Answers { seconds and microseconds of Redis' clock, what was there: "none", "other" or "same", how many were
 * dropped, { id, record, id, record … } }. Redis' clock alone decides: those of the nodes may be wrong. An end further
 * away than the lease shows that Redis' clock went back. The key lives as long as its last record.
 */
export const RENEW_NODE = defineScript(
  1,
  `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local had, expired, longest, records = 'none', 0, 0, {}
local all = redis.pcall('HGETALL', KEYS[1])
if all.err then
  redis.call('DEL', KEYS[1])
  all = {}
end
for i = 1, #all, 2 do
  local id = all[i]
  local till, lease, record = string.match(all[i + 1], '^(%d+) (%d+) (.*)$')
  till, lease = tonumber(till), tonumber(lease)
  if id == ARGV[1] then
    if record then had = record == ARGV[2] and 'same' or 'other' end
  elseif not record or till <= now or till - now > lease or lease > 86400000 then
    redis.call('HDEL', KEYS[1], id)
    expired = expired + 1
  else
    longest = math.max(longest, till - now)
    records[#records + 1] = id
    records[#records + 1] = record
  end
end
if ARGV[1] ~= '' then
  local lease = tonumber(ARGV[3])
  redis.call('HSET', KEYS[1], ARGV[1], string.format('%.0f %d %s', now + lease, lease, ARGV[2]))
  longest = math.max(longest, lease)
  records[#records + 1] = ARGV[1]
  records[#records + 1] = ARGV[2]
end
if longest > 0 then redis.call('PEXPIRE', KEYS[1], longest) end
return { time[1], time[2], had, expired, records }
`,
  "allow-oom",
);
