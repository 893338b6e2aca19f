import { defineScript } from "../redis/script.js";

/**
 * Adds to the points taken of a key in its present window, which begins with the first of them.
 *
 * KEYS: 1 the points, a STRING that expires with the window.
 * ARGV: 1 how many, negative to give back; 2 the window's length in seconds.
 * Answer: the points taken, the ms that are left of the window.
 */
export const ADD_POINTS = defineScript(
  1,
  `
local points = redis.call("INCRBY", KEYS[1], ARGV[1])
local left = redis.call("PTTL", KEYS[1])
if left < 0 then
  left = ARGV[2] * 1000
  redis.call("PEXPIRE", KEYS[1], left)
end
return {points, left}
`,
);
