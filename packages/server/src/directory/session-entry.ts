import { isName } from "@volley/protocol/internal";
import type { StoredSession } from "./session-store.js";

/**
 * How Redis keeps a session: `<until> <fence> <unique> <connected> <node> <type>`, and what newer versions add behind.
 * No JSON, as Redis' cjson cuts numbers to 14 digits and a fence has 16.
 */
const ENTRY = /^(\d{1,16}) (\d{1,16}) (?:none|all|type) ([01]) (\S+) (\S+)/;

/** Reads a session as Redis keeps it; undefined for garbage. */
export function parseEntry(session: string, text: string): StoredSession | undefined {
  const [, until, fence, connected, node, type] = ENTRY.exec(text) ?? [];
  if (!isName(session) || !isName(node) || !isName(type)) return undefined;
  return { session, node, type, connected: connected === "1", fence: Number(fence), until: Number(until) };
}

/**
 * What the scripts have in common. `now` and `microseconds` are Redis' clock. `read` takes the entries of a key, and
 * takes out what is over or garbage. `overtaken` names the sessions that a newer one with `unique` replaces: one per
 * scope is enough to look at, the newest. `enter` writes an entry; the key lives as long as its last one.
 */
export const ENTRIES_LUA = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local microseconds = time[1] * 1000000 + time[2]

local function read(key)
  local entries = {}
  local all = redis.pcall('HGETALL', key)
  if all.err then
    redis.call('DEL', key)
    return entries
  end
  for i = 1, #all, 2 do
    local till, fence, unique, connected, node, kind =
      string.match(all[i + 1], '^(%d+) (%d+) (%a+) ([01]) (%S+) (%S+)')
    till, fence = tonumber(till), tonumber(fence)
    if not kind or till <= now or till - now > 86400000 or fence > 9007199254740000 then
      redis.call('HDEL', key, all[i])
    else
      entries[all[i]] = { fence = fence, unique = unique, node = node, kind = kind, text = all[i + 1] }
    end
  end
  return entries
end

local function overtaken(entries)
  local newest, newestOf, found = 0, {}, {}
  for _, entry in pairs(entries) do
    if entry.unique == 'all' then newest = math.max(newest, entry.fence) end
    if entry.unique == 'type' then newestOf[entry.kind] = math.max(newestOf[entry.kind] or 0, entry.fence) end
  end
  for session, entry in pairs(entries) do
    if entry.fence < math.max(newest, newestOf[entry.kind] or 0) then found[#found + 1] = session end
  end
  return found
end

local function enter(key, session, entry, lease)
  redis.call('HSET', key, session, string.format('%.0f %.0f %s %s %s %s',
    now + lease, entry.fence, entry.unique, entry.connected, entry.node, entry.kind))
  if redis.call('PTTL', key) < lease then redis.call('PEXPIRE', key, lease) end
end
`;
