/** What limits did on one node, since its start. */
export interface LimitCounts {
  /** Requests that were answered with `RATE_LIMITED` before anything was done for them. */
  readonly requests: number;
  /** Notifies that were refused. */
  readonly notifies: number;
  /** Connections that were ended, as their clients went on after being refused. */
  readonly ended: number;
  /** Clients that were turned away at the door for that. */
  readonly turnedAway: number;
  /** Decisions that were made without Redis, since it didn't answer: the limits of the cluster were approximate. */
  readonly degraded: number;
}

/** Counts it. */
export class LimitCounters {
  requests = 0;
  notifies = 0;
  ended = 0;
  turnedAway = 0;
  readonly #degraded: () => number;

  constructor(degraded: () => number) {
    this.#degraded = degraded;
  }

  read(): LimitCounts {
    const { requests, notifies, ended, turnedAway } = this;
    return { requests, notifies, ended, turnedAway, degraded: this.#degraded() };
  }
}
