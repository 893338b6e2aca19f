import type { Report } from "./report.js";

/** A report before its targets are judged. */
export type Measured = Omit<Report, "targets">;

/**
 * Puts scenarios that were measured again into an earlier report. What is left of that is told, with its commit, where that is
 * another one. Throws when one run was quick and the other full: their figures don't belong together.
 */
export function mergeReports(earlier: Measured, fresh: Measured, order: readonly string[]): Measured {
  if (earlier.run !== fresh.run)
    throw new Error(`the results are of a ${earlier.run} run, and these of a ${fresh.run} one`);
  const isFresh = new Set(fresh.results.map(({ scenario }) => scenario));
  const kept = earlier.results.filter(({ scenario }) => !isFresh.has(scenario));
  const results = order.flatMap((name) => [...kept, ...fresh.results].filter(({ scenario }) => scenario === name));
  if (kept.length === 0 || earlier.commit === fresh.commit) return { ...fresh, results };
  const names = [...new Set(kept.map(({ scenario }) => scenario))].map((name) => `\`${name}\``);
  const notice = `measured at ${earlier.commit}: ${names.join(", ")}`;
  return { ...fresh, notices: [...fresh.notices, notice], results };
}
