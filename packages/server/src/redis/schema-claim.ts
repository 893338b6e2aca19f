import { defineScript } from "./script.js";

/**
 * Says which layout of keys this node uses, and learns which one others use.
 * KEYS: the schema's key. ARGV: the version, for how many ms the claim holds.
 * Answers the version that holds: this one, or what another node claimed. What is no version is overwritten.
 */
export const CLAIM_SCHEMA = defineScript(
  1,
  `
local held = redis.pcall('GET', KEYS[1])
if type(held) == 'string' and held ~= ARGV[1] and string.match(held, '^%d+ ?%a*$') then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
`,
  "allow-oom",
);
