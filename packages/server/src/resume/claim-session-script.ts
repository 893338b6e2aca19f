import { defineScript } from "../redis/script.js";
import { RECORD_LUA } from "./record-lua.js";

/**
 * Gives a session to a node whose client has a token of it, and that client the next token.
 *
 * KEYS[1]  HASH, see record-lua.ts
 * ARGV     hash of the token, hash of the next one, node, uid or "", ms to live
 *
 * Answers { "claimed", generation, node before, generation before, record, ms until nobody may resume it },
 * { "expired" }, { "identity" }, or { "revoked", node before, uid }: then the session has ended.
 */
export const CLAIM_SESSION = defineScript(
  1,
  `${RECORD_LUA}
local token, next_token, node, uid, ttl = unpack(ARGV)
local entry = load()
if not entry then return { 'expired' } end
if is_burned(entry, token) then
  local until_known = math.max(tonumber(ttl), redis.call('PTTL', key))
  redis.call('HDEL', key, 'record', 'current', 'previous')
  redis.call('HSET', key, 'ended', 'revoked', 'burned', burn(entry, entry.current or ''))
  redis.call('PEXPIRE', key, until_known)
  return { 'revoked', entry.node or '', entry.uid or '' }
end
if entry.ended or (token ~= entry.current and token ~= entry.previous) then return { 'expired' } end
if entry['until'] <= now then
  redis.call('DEL', key)
  return { 'expired' }
end
if uid ~= (entry.uid or '') then return { 'identity' } end
if token == entry.previous then
  redis.call('HSET', key, 'burned', burn(entry, entry.current), 'current', next_token)
else
  redis.call('HSET', key, 'previous', entry.current, 'current', next_token)
end
local generation = string.format('%.0f', entry.generation + 1)
redis.call('HSET', key, 'generation', generation, 'node', node)
if node ~= entry.node then redis.call('HSET', key, 'moved', '1') end
keep(tonumber(ttl), entry['until'])
local left = string.format('%.0f', entry['until'] - now)
return { 'claimed', generation, entry.node, string.format('%.0f', entry.generation), entry.record or '', left }
`,
  "allow-oom",
);
