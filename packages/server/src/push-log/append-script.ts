import { defineScript } from "../redis/script.js";
import { MAX_PRODUCERS } from "./numbering.js";
import { POSITION_LUA } from "./stream-lua.js";

/**
 * Appends to a stream and tells the nodes, in this order on every one of them.
 *
 * KEYS 1 where the stream ends, 2 entries, 3 producers. ARGV 1 the bytes, 2 how many entries are kept, 3 for how long in
 * ms, 4 how long the numbers are, 5 a new tag, 6 an epoch in case one begins, 7 the channel, 8 the producer or "", 9
 * its serial.
 *
 * Answers {0, epoch, offset, tag, tag before}; for a duplicate {1, the same of then}, or {2} if that isn't known.
 * Keys that hold anything else than we write are deleted, and a new epoch begins.
 */
export const APPEND_TO_STREAM = defineScript(
  3,
  `${POSITION_LUA}
local epoch, offset, before = position(KEYS[1])
if offset == 4294967295 then epoch = nil end

local function keep()
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
  redis.call('PEXPIRE', KEYS[3], ARGV[4])
end

if epoch and ARGV[8] ~= '' then
  local noted = redis.pcall('HGET', KEYS[3], ARGV[8])
  if type(noted) == 'table' then
    epoch = nil
  elseif noted then
    local serial, was, tag, previous = string.match(noted, '^(%d+) (%d+) (%d+) (%d+)$')
    was, tag, previous = whole(was), whole(tag), whole(previous)
    if not (was and tag and previous) then
      epoch = nil
    elseif tonumber(ARGV[9]) <= tonumber(serial) then
      -- A write: WAIT is only bound to wait for what its own connection wrote last.
      keep()
      if tonumber(ARGV[9]) == tonumber(serial) then return { 1, epoch, was, tag, previous } end
      return { 2 }
    end
  end
end

local function begin()
  redis.call('DEL', KEYS[1], KEYS[2], KEYS[3])
  epoch, offset, before = tonumber(ARGV[6]), 0, 0
end
local function add(call)
  local id = string.format('%d-%s', offset + 1, ARGV[5])
  return call('XADD', KEYS[2], 'MAXLEN', ARGV[2], id, 'p', string.format('%d', before), 'b', ARGV[1])
end
if not epoch then begin() end
local added = add(redis.pcall)
if type(added) == 'table' and added.err then
  begin()
  add(redis.call)
end

offset = offset + 1
local at = string.format('%d', offset)
redis.call('HSET', KEYS[1], 'e', string.format('%d', epoch), 's', at, 't', ARGV[5])
if ARGV[8] ~= '' then
  redis.call('HSET', KEYS[3], ARGV[8], string.format('%s %s %s %d', ARGV[9], at, ARGV[5], before))
  if redis.call('HLEN', KEYS[3]) > ${MAX_PRODUCERS} then
    local all, offsets = redis.call('HGETALL', KEYS[3]), {}
    local function when(noted) return tonumber(string.match(noted, '^%d+ (%d+)')) or 0 end
    for place = 2, #all, 2 do offsets[#offsets + 1] = when(all[place]) end
    table.sort(offsets)
    local oldest = offsets[#offsets - ${MAX_PRODUCERS / 2} + 1]
    for place = 2, #all, 2 do
      if when(all[place]) < oldest then redis.call('HDEL', KEYS[3], all[place - 1]) end
    end
  end
end
keep()
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PUBLISH', ARGV[7], string.format('%d:%s:%s:%d', epoch, at, ARGV[5], before) .. '\\n' .. ARGV[1])
return { 0, epoch, offset, tonumber(ARGV[5]), before }
`,
);
