import type { Clock } from "@volley/protocol/internal";

/** Decides whether something may pass now. Time is whole microseconds of a clock that never goes back. */
export interface Limiter {
  /** Takes `cost` (default 1), and returns 0; or takes nothing, and returns how many microseconds to wait. */
  take(atUs: number, cost?: number): number;
}

/** Reads a clock as limiters want it. */
export function microsecondsOf(clock: Pick<Clock, "monotonic">): number {
  return Math.round(clock.monotonic() * 1_000);
}
