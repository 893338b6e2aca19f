import { defineScript } from "../redis/script.js";
import { ENTRIES_LUA } from "./session-entry.js";

/**
 * Says that a node has exactly these sessions of a user: renews them, adds what is missing, takes out what else there
 * is of this node.
 *
 * KEYS[1]  HASH, session id → entry (see session-entry.ts)
 * ARGV     node, its type, its lease in ms, then for each session: id, fence, unique, connected ("1" or "0")
 *
 * Answers { { session id … }, { session id, entry, session id, entry … } }: those of the given ones that a newer one
 * replaced, or that moved to another node, and so were not entered; and those of other nodes.
 */
export const ASSERT_SESSIONS = defineScript(
  1,
  `${ENTRIES_LUA}
local node, kind, lease = ARGV[1], ARGV[2], tonumber(ARGV[3])
local entries, mine, replaced, others = read(KEYS[1]), {}, {}, {}
for i = 4, #ARGV, 4 do
  local session, fence = ARGV[i], tonumber(ARGV[i + 1])
  local there = entries[session]
  if there and there.node ~= node and there.fence > fence then
    replaced[#replaced + 1] = session
  else
    mine[session] = { fence = fence, unique = ARGV[i + 2], connected = ARGV[i + 3], node = node, kind = kind }
  end
end
for session, entry in pairs(entries) do
  if entry.node == node and not mine[session] then
    redis.call('HDEL', KEYS[1], session)
    entries[session] = nil
  end
end
for session, entry in pairs(mine) do entries[session] = entry end
for _, session in ipairs(overtaken(entries)) do
  redis.call('HDEL', KEYS[1], session)
  if mine[session] then replaced[#replaced + 1] = session end
  mine[session] = nil
  entries[session] = nil
end
for session, entry in pairs(entries) do
  if mine[session] then
    enter(KEYS[1], session, entry, lease)
  else
    others[#others + 1] = session
    others[#others + 1] = entry.text
  end
end
return { replaced, others }
`,
  "allow-oom",
);
