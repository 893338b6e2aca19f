import { defineScript } from "../redis/script.js";

/**
 * Takes something of an allowance, by Redis' clock; see `gcra.ts`.
 *
 * KEYS: 1 the allowance, a STRING "<debt>:<microseconds since 1970>". It expires when the allowance is whole again.
 * ARGV: 1 rate; 2 microseconds per rate; 3 burst; 4 cost.
 * Answer: whether it passed (0 or 1), how many could pass now, how many microseconds to wait. A refusal writes nothing.
 */
export const TAKE = defineScript(
  1,
  `
local time = redis.call("TIME")
local now = time[1] * 1000000 + time[2]
local rate, per, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local price = math.min(tonumber(ARGV[4]), burst) * per
local debt = 0
local owed, at = string.match(redis.call("GET", KEYS[1]) or "", "^(%d+):(%d+)$")
if owed then
  debt = math.max(0, tonumber(owed) - math.max(0, now - tonumber(at)) * rate)
end
local over = debt + price - burst * per
if over > 0 then
  return {0, math.floor((burst * per - debt) / per), math.ceil(over / rate)}
end
debt = debt + price
redis.call("SET", KEYS[1], string.format("%.0f:%.0f", debt, now), "PX", math.ceil(debt / rate / 1000) + 1)
return {1, math.floor((burst * per - debt) / per), 0}
`,
);
