import { defineScript } from "../redis/script.js";

/**
 * Claims a request that was sent before.
 *
 * KEYS[1]  STRING, the record
 * ARGV     the record to write, for how many ms, the replication ids of all masters as the caller knows them
 *
 * Answers "taken" if there is a record; "forgotten" if this is another Redis than the caller thinks, which may have
 * lost one: a restart or a failover gives it a new id; else "claimed".
 */
export const CLAIM_AGAIN = defineScript(
  1,
  `
if redis.call('EXISTS', KEYS[1]) == 1 then return 'taken' end
local own = string.match(redis.call('INFO', 'replication'), 'master_replid:(%x+)') or ''
if not string.find(ARGV[3], own, 1, true) then return 'forgotten' end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 'claimed'
`,
);

/**
 * Keeps the answer of a run.
 *
 * KEYS[1]  STRING, the record
 * ARGV     the record of the claim, the one to write, for how many ms
 *
 * Answers 1 if it is kept, now or by an earlier try; 0 if the run was given up. A record that was lost is written
 * again: what the run did is known. It may be written when memory is full: the effect has happened, and whoever is
 * to have one more was refused the claim.
 */
export const FINISH = defineScript(
  1,
  `
local found = redis.call('GET', KEYS[1])
if found and found ~= ARGV[1] and found ~= ARGV[2] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
`,
  "allow-oom",
);

/**
 * Gives a run up.
 *
 * KEYS[1]  STRING, the record
 * ARGV     the record of the claim, the one to write, for how many ms
 *
 * Answers 1 if it was still running, else 0.
 */
export const GIVE_UP = defineScript(
  1,
  `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1
`,
  "allow-oom",
);

/**
 * Names the data that Redis has now: the name goes with the data when that is flushed.
 *
 * KEYS[1]  STRING, the name
 * ARGV     a name if there is none yet, for how many ms
 *
 * Answers the name.
 */
export const NAME_DATA = defineScript(
  1,
  `
local name = redis.call('GET', KEYS[1]) or ARGV[1]
redis.call('SET', KEYS[1], name, 'PX', ARGV[2])
return name
`,
  "allow-oom",
);
