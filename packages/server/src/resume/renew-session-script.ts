import { defineScript } from "../redis/script.js";
import { RECORD_LUA } from "./record-lua.js";

/**
 * Keeps a session for longer, as the node says that holds it.
 *
 * KEYS[1]  HASH, see record-lua.ts
 * ARGV     generation, node, ms to live
 *
 * Answers "renewed", "missing", "elsewhere", "ended" or "revoked".
 */
export const RENEW_SESSION = defineScript(
  1,
  `${RECORD_LUA}
local entry = load()
if not entry then return 'missing' end
if entry.ended then return entry.ended == 'revoked' and 'revoked' or 'ended' end
if foreign(entry, tonumber(ARGV[1]), ARGV[2]) then return 'elsewhere' end
if entry.generation < tonumber(ARGV[1]) then return 'missing' end
keep(tonumber(ARGV[3]), entry['until'])
return 'renewed'
`,
  "allow-oom",
);
