import type { VolleyError } from "@volley/protocol";
import { systemError } from "@volley/protocol/internal";

/** Whose allowance is used up. */
export type LimitScope = "connection" | "session" | "user" | "uid" | "ip" | "group";

/** Why something doesn't pass a limit. */
export interface LimitRefusal {
  readonly scope: LimitScope;
  /** In ms, rounded up. */
  readonly retryAfterMs: number;
}

/** Makes a refusal of what a limiter said; undefined if that is: it may pass. */
export function refusalAfter(waitUs: number, scope: LimitScope): LimitRefusal | undefined {
  return waitUs === 0 ? undefined : { scope, retryAfterMs: Math.ceil(waitUs / 1_000) };
}

/** Makes the error of a refusal. */
export function rateLimited({ scope, retryAfterMs }: LimitRefusal): VolleyError {
  return systemError("RATE_LIMITED", `too much of this ${scope}; try again in ${retryAfterMs} ms`, {
    data: { retryAfterMs, scope },
  });
}
