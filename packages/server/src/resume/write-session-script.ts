import { defineScript } from "../redis/script.js";
import { RECORD_LUA } from "./record-lua.js";

/**
 * Writes what a node says of its session. What another node or generation holds stays as it is.
 *
 * KEYS[1]  HASH, see record-lua.ts
 * ARGV     generation, node, hash of the current token, "1" if the client has it, uid or "", record, ms to live, ms until
 *          nobody may resume it
 *
 * Answers "written", "elsewhere", "ended" or "revoked".
 */
export const WRITE_SESSION = defineScript(
  1,
  `${RECORD_LUA}
local generation, node, token, confirmed, uid, record, ttl, left = unpack(ARGV)
local entry = load()
if entry and entry.ended then return entry.ended == 'revoked' and 'revoked' or 'ended' end
if entry and foreign(entry, tonumber(generation), node) then return 'elsewhere' end
if not entry then
  -- Whatever is there is no session.
  redis.call('DEL', key)
  entry = { ['until'] = now + left }
end
-- A node that doesn't know what became of its claim stays with the token before.
if entry.previous == token then
  redis.call('HDEL', key, 'previous')
elseif confirmed == '1' and entry.previous then
  redis.call('HSET', key, 'burned', burn(entry, entry.previous))
  redis.call('HDEL', key, 'previous')
end
redis.call('HSET', key, 'generation', generation, 'node', node, 'uid', uid, 'record', record, 'current', token,
  'until', string.format('%.0f', entry['until']))
keep(tonumber(ttl), entry['until'])
return 'written'
`,
);
