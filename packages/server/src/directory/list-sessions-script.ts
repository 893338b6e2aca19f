import { defineScript } from "../redis/script.js";

/**
 * Lists the sessions of a user whose leases last, by Redis' clock; none lasts a day.
 *
 * KEYS[1]  HASH, session id → entry (see session-entry.ts)
 *
 * Answers { session id, entry, session id, entry … }.
 */
export const LIST_SESSIONS = defineScript(
  1,
  `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local all = redis.pcall('HGETALL', KEYS[1])
local sessions = {}
for i = 1, #all, 2 do
  local till = tonumber(string.match(all[i + 1], '^%d+'))
  if till and till > now and till - now <= 86400000 then
    sessions[#sessions + 1] = all[i]
    sessions[#sessions + 1] = all[i + 1]
  end
end
return sessions
`,
  "no-writes",
);
