import { randomId } from "../base/ids.js";
import type { RedisKeys } from "../redis/keys.js";
import { readHash } from "../redis/read-hash.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import { defineScript } from "../redis/script.js";

/** Drops what is over or garbage, and lets the key live as long as what it holds longest. `now` is Redis' time in ms. */
const SETTLE = `
local last = 0
local all = redis.call('HGETALL', KEYS[1])
for i = 1, #all, 2 do
  local ends = tonumber(string.match(all[i + 1], '^%d+'))
  if ends == 0 then last = -1
  elseif not ends or ends <= now or ends > 1e15 then redis.call('HDEL', KEYS[1], all[i])
  elseif last >= 0 then last = math.max(last, ends) end
end
if last < 0 then redis.call('PERSIST', KEYS[1])
elseif last > 0 then redis.call('PEXPIREAT', KEYS[1], last) end
return 1
`;

const BEGIN = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local kind = redis.call('TYPE', KEYS[1]).ok
if kind ~= 'hash' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
`;

/** KEYS 1 HASH group → "until token". ARGV 1 group, 2 for how long in ms or 0 for ever, 3 token. */
export const ENTER = defineScript(
  1,
  `${BEGIN}
redis.call('HSET', KEYS[1], ARGV[1], (ARGV[2] == '0' and '0' or (now + ARGV[2])) .. ' ' .. ARGV[3])
${SETTLE}`,
);

/** KEYS 1 as above. ARGV 1 group, 2 what is there for it. Removes that, and nothing newer. */
const STRIKE = defineScript(
  1,
  `${BEGIN}
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HDEL', KEYS[1], ARGV[1]) end
${SETTLE}`,
);

/**
 * Says in which groups to look for a user. It lies in another slot than the groups, so it can't change together with
 * them: it names every group that the user is in, and perhaps others. Whoever finds such a one strikes it, unless it
 * was entered anew since it was read.
 */
export class UserIndex {
  readonly #commands: RedisCommands;
  readonly #keys: RedisKeys;

  constructor(parts: { readonly commands: RedisCommands; readonly keys: RedisKeys }) {
    this.#commands = parts.commands;
    this.#keys = parts.keys;
  }

  /** Enters a group for some ms, 0: for ever. */
  async enter(uid: string, group: string, ms: number): Promise<void> {
    await this.#commands.script(ENTER, this.#keys.userGroups(uid), group, ms, randomId());
  }

  /** Reads the groups of a user, each with its entry. */
  async read(uid: string): Promise<Readonly<Record<string, string>>> {
    return (await readHash(this.#commands, this.#keys.userGroups(uid))) ?? {};
  }

  /** Strikes a group out, if its entry is still the one that was read. */
  async strike(uid: string, group: string, entry: string): Promise<void> {
    await this.#commands.script(STRIKE, this.#keys.userGroups(uid), group, entry);
  }
}
