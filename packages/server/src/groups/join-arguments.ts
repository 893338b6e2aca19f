/** What `session.join` was called with, behind the pattern. */
export interface JoinArguments {
  readonly params: Readonly<Record<string, string | number>> | undefined;
  /** What others learn of the session's user. */
  readonly info: unknown;
}

/** Tells the params of a pattern, if it has any, from the options behind them. */
export function readJoinArguments(pattern: string, args: readonly object[]): JoinArguments {
  const [params, options] = pattern.includes("{") ? args : [undefined, ...args];
  return {
    params: params as JoinArguments["params"],
    info: (options as { readonly presence?: unknown } | undefined)?.presence,
  };
}
