import { defineScript } from "../redis/script.js";
import { MEND_LUA } from "./mend-group.js";

/**
 * Writes what a node says of its sessions in one group, and does what is due; see `RegistryWrite`.
 *
 * KEYS   1 HASH node → "revision until", or instead of the revision until the node has learnt it: "cleared", "again"
 *        (what it said is gone, it has to say it anew), 2 HASH session → "node uid", 3 HASH uid → {"s": sessions,
 *        "i": info}, and "" → the epoch, 4 ZSET uid → when the user, now without a session, has left
 * ARGV   1 node, 2 lease in ms, 3 grace in ms or "" for a group whose presence isn't kept, 4 the epoch that the node
 *        knows or "", 5 the epoch if a new one begins, 6 the write as JSON
 * Answer 0 for "differs", 1 for "cleared"; or a list: epoch or "", ms until something is due or
 *        -1, how many users' grace is running, then three strings per change: type, uid, info
 *
 * Times are those of Redis, in ms. The loops over all sessions run only when a node is gone or says everything anew,
 * or when something was found that nobody here has written.
 */
export const REGISTRY_SCRIPT = defineScript(
  4,
  `
local shares, sessions, users, leaving = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local node, lease = ARGV[1], tonumber(ARGV[2])
local presence, grace = ARGV[3] ~= '', tonumber(ARGV[3]) or 0
local write = cjson.decode(ARGV[6])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
${MEND_LUA}
if not sound() then mend() end
local broken = false
local epoch = redis.call('HGET', users, '')
local lost = ARGV[4] ~= '' and epoch ~= ARGV[4]
if lost and not epoch then mend() end
local answer = { '', -1, 0 }

-- Another node may have been given a longer lease.
local function keep(key, ms)
  redis.call('PEXPIRE', key, ms, 'NX')
  redis.call('PEXPIRE', key, ms, 'GT')
end

local function change(...)
  for _, each in ipairs({...}) do answer[#answer + 1] = each end
end

local function save(uid, user)
  if not epoch then
    epoch = ARGV[5]
    redis.call('HSET', users, '', epoch)
  end
  redis.call('HSET', users, uid, cjson.encode(user))
end

local function load(uid)
  local text = redis.call('HGET', users, uid)
  if not text then return end
  local user = parseUser(text)
  broken = broken or not user
  return user or { s = {}, i = false }
end

local function depart(uid, session, deadline)
  local user = uid ~= '' and load(uid)
  if not user or not user.s[session] then return end
  user.s[session] = nil
  save(uid, user)
  if not next(user.s) then redis.call('ZADD', leaving, deadline, uid) end
end

local function read(session)
  local entry = redis.call('HGET', sessions, session)
  if not entry then return end
  local owner, uid = parseSession(entry)
  broken = broken or not owner
  return owner, uid
end

local function remove(session, uid, deadline)
  redis.call('HDEL', sessions, session)
  depart(uid, session, deadline)
end

-- Of one node, or of all.
local function prune(name, deadline)
  local all = redis.call('HGETALL', sessions)
  for i = 1, #all, 2 do
    local owner, uid = parseSession(all[i + 1])
    broken = broken or not owner
    if not name or owner == name then remove(all[i], uid or '', deadline) end
  end
end

local function enter(session, uid, info, fresh)
  local _, before = read(session)
  if before and before ~= uid then depart(before, session, now + grace) end
  redis.call('HSET', sessions, session, node .. ' ' .. uid)
  if not presence or uid == '' then return end
  local user = load(uid)
  redis.call('ZREM', leaving, uid)
  if not user then
    user = { s = {}, i = info }
    if fresh or not lost then change('joined', uid, info) end
  elseif not user.i then
    user.i = info
  elseif fresh and user.i ~= info then
    user.i = info
    change('updated', uid, info)
  end
  user.s[session] = 1
  save(uid, user)
end

if write.basis then
  local share = redis.call('HGET', shares, node)
  local revision = share and string.match(share, '^%w+') or '0'
  if revision == 'cleared' and not write.afterClear then return 1 end
  if write.type == 'change' and revision ~= write.basis then return 0 end
end

local gone = {}
for _, name in ipairs(write.gone) do gone[name] = true end
local held = redis.call('HGETALL', shares)
local due = nil
for i = 1, #held, 2 do
  local name, _, ends = held[i], parseShare(held[i + 1])
  if not ends then
    broken = true
  elseif name ~= node and (gone[name] or ends <= now) then
    prune(name, math.min(now + grace, math.max(now, ends)))
    redis.call('HDEL', shares, name)
  elseif name ~= node then
    due = math.min(due or ends, ends)
    if write.type == 'clear' then redis.call('HSET', shares, name, 'cleared ' .. ends) end
  end
end

if write.type == 'clear' then
  prune(nil, now + grace)
  redis.call('HDEL', shares, node)
elseif write.type ~= 'look' then
  -- Whoever is entered again in the same write hasn't left.
  if write.type == 'replace' then prune(node, now + grace) end
  for _, each in ipairs(write.left) do
    local owner, uid = read(each[1])
    if owner == node then remove(each[1], uid, now + grace)
    elseif not owner then remove(each[1], each[2], now + grace) end
    if presence and lost and each[2] ~= '' and not load(each[2]) then
      save(each[2], { s = {}, i = '' })
      redis.call('ZADD', leaving, now + grace, each[2])
    end
  end
  for _, each in ipairs(write.entered) do enter(each[1], each[2], each[3], each[4] == 1) end
  if write.revision ~= '' then redis.call('HSET', shares, node, write.revision .. ' ' .. (now + lease))
  else redis.call('HDEL', shares, node) end
end

if presence then
  for _, uid in ipairs(redis.call('ZRANGEBYSCORE', leaving, '-inf', now)) do
    redis.call('ZREM', leaving, uid)
    local user = load(uid)
    if not user or not next(user.s) then
      redis.call('HDEL', users, uid)
      change('left', uid, '')
    end
  end
end
if broken then mend() end
if presence then
  local first = redis.call('ZRANGE', leaving, 0, 0, 'WITHSCORES')
  if first[2] then due = math.min(due or tonumber(first[2]), tonumber(first[2])) end
  answer[1] = epoch or ''
  answer[3] = redis.call('ZCARD', leaving)
  keep(users, lease + grace)
  keep(leaving, lease + grace)
end
keep(shares, lease)
keep(sessions, lease)
if due then answer[2] = math.max(0, due - now) end
return answer
`,
);
