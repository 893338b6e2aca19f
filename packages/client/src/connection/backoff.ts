/** The bounds of the wait between two attempts, in ms. */
export interface BackoffOptions {
  readonly minMs: number;
  readonly maxMs: number;
}

/**
 * Tells how long to wait after a number of failures in a row: a random time between `minMs` and a bound that doubles
 * with each failure, up to `maxMs`. Full jitter: clients that a server lost together must not come back together.
 * A server's `retryAfterMs` is never undercut, and spread over another fifth of itself.
 */
export function backoffMs(
  failures: number,
  { minMs, maxMs, random, retryAfterMs = 0 }: BackoffOptions & { random: number; retryAfterMs?: number | undefined },
): number {
  // From 1 on, or it would never grow.
  const bound = Math.max(minMs, Math.min(maxMs, Math.max(minMs, 1) * 2 ** failures));
  return Math.max(minMs + (bound - minMs) * random, retryAfterMs * (1 + random / 5));
}
