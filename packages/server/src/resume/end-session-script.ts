import { defineScript } from "../redis/script.js";
import { RECORD_LUA } from "./record-lua.js";

/**
 * Removes a session that is over. If another node has held it, or whoever holds it isn't asked, its end is remembered
 * for a while: that node might write it again.
 *
 * KEYS[1]  HASH, see record-lua.ts
 * ARGV     generation, node, ms to remember, "1" to end it whoever holds it
 *
 * Answers "ended" or "elsewhere".
 */
export const END_SESSION = defineScript(
  1,
  `${RECORD_LUA}
local generation, node, ttl, force = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3]), ARGV[4] == '1'
local entry = load()
if entry and not force and not entry.ended and foreign(entry, generation, node) then return 'elsewhere' end
if entry and (entry.moved or (force and entry.node ~= node)) then
  redis.call('HDEL', key, 'record', 'current', 'previous')
  if not entry.ended then redis.call('HSET', key, 'ended', '1') end
  redis.call('PEXPIRE', key, ttl)
elseif not (entry and entry.ended == 'revoked') then
  redis.call('DEL', key)
end
return 'ended'
`,
  "allow-oom",
);
