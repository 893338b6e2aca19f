import type { Report } from "./report.js";

/** A report before its targets are judged. */
export type Measured = Omit<Report, "targets">;

/**
 * Puts scenarios that were measured again into an earlier report; what is kept of that carries its commit. Throws when one
 * run was quick and the other full: their figures don't belong together.
 */
export function mergeReports(earlier: Measured, fresh: Measured, order: readonly string[]): Measured {
  if (earlier.run !== fresh.run)
    throw new Error(`the results are of a ${earlier.run} run, these of a ${fresh.run} one`);
  const isFresh = new Set(fresh.results.map(({ scenario }) => scenario));
  const kept = earlier.results
    .filter(({ scenario }) => !isFresh.has(scenario))
    .map(({ commit = earlier.commit, ...outcome }) => (commit === fresh.commit ? outcome : { ...outcome, commit }));
  const results = order.flatMap((name) => [...kept, ...fresh.results].filter(({ scenario }) => scenario === name));
  return { ...fresh, results };
}
