import { systemError } from "@volley/protocol/internal";
import type { RedisKeys } from "../redis/keys.js";
import type { RedisCommands } from "../redis/redis-commands.js";
import type { LimitStore, Taken } from "./limit-store.js";
import type { Rule } from "./rule.js";
import { TAKE } from "./take-script.js";

/** What the store needs. */
export interface RedisLimitStoreParts {
  readonly commands: Pick<RedisCommands, "script">;
  readonly keys: RedisKeys;
}

/** Keeps allowances in Redis: one script decides, by Redis' clock, so that all nodes together let no more pass. */
export class RedisLimitStore implements LimitStore {
  readonly #parts: RedisLimitStoreParts;

  constructor(parts: RedisLimitStoreParts) {
    this.#parts = parts;
  }

  async take(key: string, { rate, perUs, burst }: Rule, cost = 1): Promise<Taken> {
    const { commands, keys } = this.#parts;
    const answer = await commands.script(TAKE, keys.limit(key), rate, perUs, burst, cost);
    if (!isAnswer(answer)) throw systemError("UNAVAILABLE", "Redis answered a limit with something else; try again");
    const [passed, left, retryAfterUs] = answer;
    return { allowed: passed === 1, remaining: left, retryAfterUs };
  }
}

function isAnswer(answer: unknown): answer is readonly [number, number, number] {
  return Array.isArray(answer) && answer.length === 3 && answer.every((each) => typeof each === "number");
}
