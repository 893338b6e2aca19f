import { defineScript } from "../redis/script.js";
import { ENTRIES_LUA } from "./session-entry.js";

/**
 * Enters a new session of a user, and takes out those that it overtakes.
 *
 * KEYS[1]  HASH, session id → entry (see session-entry.ts)
 * ARGV     session id, unique ("none", "all", "type"), floor of the fence, node, its type, its lease in ms
 *
 * Answers { fence, { session id, entry, session id, entry … } }: those that were taken out. The fence is higher than
 * all there are, than the floor, and than Redis' clock in µs: so it grows also after the key was gone.
 */
export const BIND_SESSION = defineScript(
  1,
  `${ENTRIES_LUA}
local session, unique, floor, node, kind, lease = unpack(ARGV)
local entries = read(KEYS[1])
local fence = math.max(microseconds, tonumber(floor))
for _, entry in pairs(entries) do fence = math.max(fence, entry.fence) end
fence = fence + 1
entries[session] = { fence = fence, unique = unique, connected = 1, node = node, kind = kind }
local replaced = {}
for _, other in ipairs(overtaken(entries)) do
  redis.call('HDEL', KEYS[1], other)
  replaced[#replaced + 1] = other
  replaced[#replaced + 1] = entries[other].text
end
enter(KEYS[1], session, entries[session], tonumber(lease))
return { string.format('%.0f', fence), replaced }
`,
);
