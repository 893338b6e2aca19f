import { paramsOf, systemError } from "@volley/protocol/internal";
import type { GroupOfContract } from "../app/group-of.js";
import type { PatternMatch, StreamRules } from "../push-log/stream-rules.js";

/** A group that a client named. */
export interface GroupTarget extends GroupOfContract {
  readonly pattern: string;
  readonly params: Readonly<Record<string, string>>;
}

/** What a client's words are held against. */
export interface GroupNames {
  readonly rules: Pick<StreamRules, "patternsOf">;
  /** Whether the contract has such a group. */
  readonly has: (pattern: string) => boolean;
  readonly groupOf: (pattern: string, params?: Readonly<Record<string, string>>) => GroupOfContract;
}

/**
 * Finds the group that a client means. Throws `NOT_FOUND` for a pattern that the contract doesn't have, and
 * `BAD_REQUEST` for params that can't stand in a name, or make a name that could mean another pattern or other params:
 * else the policy that is asked might not be the one that holds.
 */
export function groupTarget(
  { rules, has, groupOf }: GroupNames,
  pattern: string,
  given: Readonly<Record<string, unknown>>,
): GroupTarget {
  if (!has(pattern)) throw systemError("NOT_FOUND", "the contract has no such group");
  const names = paramsOf(pattern);
  const params = Object.fromEntries(names.map((name) => [name, paramOf(given, name)]));
  if (Object.keys(given).length > names.length) throw systemError("BAD_REQUEST", "the group has no such params");
  const group = groupOf(pattern, params);
  // A pattern without params is the name itself, whatever others could be filled to.
  const others =
    names.length === 0 ? [] : rules.patternsOf(group.name).filter((match) => !isIt(match, pattern, params));
  if (others.length > 0) throw systemError("BAD_REQUEST", "this name could mean another group as well");
  return { ...group, pattern, params };
}

function paramOf(given: Readonly<Record<string, unknown>>, name: string): string {
  const value = Object.hasOwn(given, name) ? given[name] : undefined;
  if (typeof value === "string" || typeof value === "number") return String(value);
  throw systemError("BAD_REQUEST", `the group wants the param "${name}", a string or a number`);
}

function isIt(match: PatternMatch, pattern: string, params: GroupTarget["params"]): boolean {
  return match.pattern === pattern && Object.keys(params).every((name) => match.params[name] === params[name]);
}
