import { systemError } from "@volley/protocol/internal";

/** What `session.join` was called with, behind the pattern. */
export interface JoinArguments {
  readonly params: Readonly<Record<string, string | number>> | undefined;
  /** What others learn of the session's user. */
  readonly info: unknown;
  /** How many of the newest kept pushes it gets first. */
  readonly last: number;
}

/** The most that one may ask for. */
const MAX_LAST = 1_000;

/** Tells the params of a pattern, if it has any, from the options behind them. Throws `BAD_REQUEST`. */
export function readJoinArguments(pattern: string, args: readonly (object | undefined)[]): JoinArguments {
  const [params, options] = pattern.includes("{") ? args : [undefined, ...args];
  const { presence, last = 0 } = (options ?? {}) as { readonly presence?: unknown; readonly last?: unknown };
  if (!Number.isInteger(last) || (last as number) < 0 || (last as number) > MAX_LAST) {
    throw systemError("BAD_REQUEST", `${String(last)} can't be "last": use a whole number from 0 to ${MAX_LAST}`);
  }
  return { params: params as JoinArguments["params"], info: presence, last: last as number };
}
