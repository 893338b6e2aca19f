/** What a run is, for all of its processes. */
export interface Plan {
  /** The server's origin. */
  readonly url: string;
  readonly connections: number;
  /** How many messages leave per second when the ramp is over. */
  readonly rate: number;
  /** How long connections take to open, evenly; the rate grows with them. */
  readonly rampMs: number;
  /** How long the measured part behind the ramp takes. */
  readonly durationMs: number;
  /** How many messages may be unanswered, in all processes together. */
  readonly maxOutstanding: number;
  readonly processes: number;
}

/** One process' part of a plan: those of all numbers that leave this remainder. */
export interface Share {
  /** Counts processes from 0. */
  readonly process: number;
  readonly plan: Plan;
}

/** Tells how many of these a process gets. */
export function shareOf(total: number, { process, plan: { processes } }: Share): number {
  return Math.floor(total / processes) + (process < total % processes ? 1 : 0);
}
