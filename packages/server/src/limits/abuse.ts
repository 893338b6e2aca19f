/** How a client that goes on after being refused is treated. */
export interface AbuseRules {
  /** Refused messages within `withinMs` that end a connection. */
  readonly refusals: number;
  readonly withinMs: number;
  /** How long its user or address is refused the first time, in ms; each further time twice as long. */
  readonly refuseMs: number;
  /** The longest of these times, in ms. */
  readonly maxRefuseMs: number;
  /** The how manieth time is a ban. */
  readonly banAt: number;
  /** How long a ban lasts, and how long it takes until all is forgotten, in ms. */
  readonly forgetMs: number;
}

/** Counts what a client did wrong, from the first time on. */
export interface Offences {
  readonly count: number;
  readonly since: number;
}

/** How a user or address stands. */
export type Standing =
  | { readonly status: "refused"; readonly strikes: number; readonly at: number; readonly until: number }
  | { readonly status: "banned"; readonly strikes: number; readonly at: number; readonly until: number };

/** Follows from an offence: a time without the others begins a new count. */
export function nextOffences(
  before: Offences | undefined,
  at: number,
  { withinMs }: Pick<AbuseRules, "withinMs">,
): Offences {
  return before === undefined || at - before.since >= withinMs
    ? { count: 1, since: at }
    : { count: before.count + 1, since: before.since };
}

/** Follows from a connection that was ended for abuse. Time that passed without one wipes the slate. */
export function nextStanding(before: Standing | undefined, at: number, rules: AbuseRules): Standing {
  const strikes = before === undefined || isForgotten(before, at, rules) ? 1 : before.strikes + 1;
  if (strikes >= rules.banAt) return { status: "banned", strikes, at, until: at + rules.forgetMs };
  const refuseMs = Math.min(rules.refuseMs * 2 ** (strikes - 1), rules.maxRefuseMs);
  return { status: "refused", strikes, at, until: at + refuseMs };
}

/** Whether a standing says nothing any more. */
export function isForgotten({ at, until }: Standing, now: number, { forgetMs }: AbuseRules): boolean {
  return now >= Math.max(until, at + forgetMs);
}
