import { defineScript } from "../redis/script.js";

/**
 * Takes out sessions of a user that are still as they were read: a node that was taken for gone may have renewed them.
 *
 * KEYS[1]  HASH, session id → entry (see session-entry.ts)
 * ARGV     for each session: id, how its entry has to begin: "<until> <fence> "
 *
 * Answers how many were taken out.
 */
export const FORGET_SESSIONS = defineScript(
  1,
  `
local count = 0
for i = 1, #ARGV, 2 do
  local entry = redis.call('HGET', KEYS[1], ARGV[i])
  if entry and string.sub(entry, 1, #ARGV[i + 1]) == ARGV[i + 1] then
    count = count + redis.call('HDEL', KEYS[1], ARGV[i])
  end
end
return count
`,
  "allow-oom",
);
