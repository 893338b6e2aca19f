/**
 * How Redis keeps a session: a HASH with `generation`, `node`, `uid` ("" for none), `record`, `until` (Redis' clock, ms),
 * `current` and `previous` (hashes of tokens), `burned` (hashes with a space between, the oldest first), `moved` ("1" if
 * more than one node has held it). `ended` is there when it is over, "1" or "revoked", and only kept for nodes that
 * don't know yet.
 *
 * `load` reads it into `entry`, nil if there is none; garbage counts as none. `foreign` tells whether another node holds
 * it than the one that says so. `keep` sets its time to live.
 */
export const RECORD_LUA = `
local key = KEYS[1]
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function load()
  local names = { 'generation', 'node', 'uid', 'record', 'until', 'current', 'previous', 'burned', 'moved', 'ended' }
  local values = redis.pcall('HMGET', key, unpack(names))
  if values.err then
    redis.call('DEL', key)
    return nil
  end
  local entry = {}
  for i, name in ipairs(names) do entry[name] = values[i] or nil end
  entry.generation, entry['until'] = tonumber(entry.generation), tonumber(entry['until'])
  if not entry.generation or entry.generation > 9007199254740000 then return nil end
  if entry.ended then return entry end
  if not entry.node or not entry['until'] then return nil end
  return entry
end

local function foreign(entry, generation, node)
  return entry.generation > generation or (entry.generation == generation and entry.node ~= node)
end

local function keep(ttl, till)
  redis.call('PEXPIRE', key, math.max(1, math.min(ttl, till - now)))
end

local function burn(entry, token)
  local burned = {}
  for each in string.gmatch(entry.burned or '', '%S+') do burned[#burned + 1] = each end
  burned[#burned + 1] = token
  return table.concat(burned, ' ', math.max(1, #burned - 7))
end

local function is_burned(entry, token)
  return string.find(' ' .. (entry.burned or '') .. ' ', ' ' .. token .. ' ', 1, true) ~= nil
end
`;
