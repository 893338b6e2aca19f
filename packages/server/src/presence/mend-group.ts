import { defineScript } from "../redis/script.js";

/**
 * What the scripts about a group have in common, for the case that somebody else wrote into its keys. The keys are
 * `shares`, `sessions`, `users` and `leaving`, as in registry-script.ts; `now` is Redis' time; `lease` and `grace` are
 * in ms.
 *
 * `sound` takes keys of a wrong type away, and tells whether there was none. `parseShare`, `parseSession` and
 * `parseUser` read a field; nothing for garbage. `mend` takes out what can't be read and what belongs to nothing, and
 * has every node say anew what it has here. By that nobody leaves: users whose sessions were lost stay for as long as
 * the nodes may take, and those whose own entry was lost with `i` false.
 */
export const MEND_LUA = `
local DAY = 86400000

local function sound()
  local all = true
  for key, kind in pairs({ [shares] = 'hash', [sessions] = 'hash', [users] = 'hash', [leaving] = 'zset' }) do
    local there = redis.call('TYPE', key).ok
    if there ~= kind and there ~= 'none' then
      redis.call('DEL', key)
      all = false
    end
  end
  return all
end

local function parseShare(text)
  local revision, ends = string.match(text, '^(%w+) (%d+)$')
  ends = tonumber(ends)
  if ends and ends - now <= DAY then return revision, ends end
end

local function parseSession(text)
  return string.match(text, '^(%S+) (.*)$')
end

local function parseUser(text)
  local read, user = pcall(cjson.decode, text)
  if not read or type(user) ~= 'table' or type(user.s) ~= 'table' then return end
  if type(user.i) ~= 'string' and user.i ~= false then return end
  local own = {}
  for session in pairs(user.s) do
    if type(session) == 'string' then own[session] = 1 end
  end
  return { s = own, i = user.i }
end

local function mend()
  local known, sessionsOf = {}, {}
  local all = redis.call('HGETALL', shares)
  for i = 1, #all, 2 do
    local revision, ends = parseShare(all[i + 1])
    known[all[i]] = revision
    if not revision then redis.call('HDEL', shares, all[i])
    elseif revision ~= 'cleared' then redis.call('HSET', shares, all[i], 'again ' .. string.format('%.0f', ends)) end
  end
  all = redis.call('HGETALL', sessions)
  for i = 1, #all, 2 do
    local owner, uid = parseSession(all[i + 1])
    if not owner or not known[owner] then
      redis.call('HDEL', sessions, all[i])
    else
      sessionsOf[uid] = sessionsOf[uid] or {}
      sessionsOf[uid][all[i]] = 1
    end
  end
  redis.call('ZREMRANGEBYSCORE', leaving, string.format('(%.0f', now + DAY), '+inf')
  all = redis.call('HGETALL', users)
  for i = 1, #all, 2 do
    local uid, user, own = all[i], parseUser(all[i + 1]), sessionsOf[all[i]]
    if uid ~= '' and not user and not own then
      redis.call('HDEL', users, uid)
    elseif uid ~= '' then
      redis.call('HSET', users, uid, cjson.encode({ s = own or {}, i = user and user.i or false }))
      local later = string.format('%.0f', now + math.max(lease, grace))
      if not own then redis.call('ZADD', leaving, 'NX', later, uid) end
    end
  end
  redis.call('PEXPIRE', leaving, lease + grace, 'NX')
end
`;

/**
 * Mends a group in which something couldn't be read.
 *
 * KEYS   as in registry-script.ts
 * ARGV   1 the lease in ms
 * Answer 1
 */
export const MEND_GROUP = defineScript(
  4,
  `
local shares, sessions, users, leaving = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local lease, grace = tonumber(ARGV[1]), 0
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
${MEND_LUA}
sound()
mend()
return 1
`,
  "allow-oom",
);
