/**
 * Decides whether nodes that are missing in the store have left. After an outage all leases may have ended, or the
 * store may have lost its data: then nobody has left until there was a lease of time to come back.
 */
export class OutageGrace {
  readonly #leaseMs: number;
  #interrupted = false;
  #answeredAt: number | undefined;
  #until = Number.NEGATIVE_INFINITY;

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  /** Notes that the store, or the way to it, failed. */
  interrupt(): void {
    this.#interrupted = true;
  }

  /**
   * Notes an answer of the store, at this time in ms of a clock that never goes back, and tells whether the missing
   * ones stay. `lostOwn`: the store had lost the own record.
   */
  keepsMissing(now: number, lostOwn: boolean): boolean {
    // Nobody was asked for long: this process or the whole machine stood still, perhaps the others too.
    const paused = this.#answeredAt !== undefined && now - this.#answeredAt > this.#leaseMs;
    const returned = this.#answeredAt !== undefined && this.#interrupted;
    if (paused || returned || lostOwn) this.#until = now + this.#leaseMs;
    this.#interrupted = false;
    this.#answeredAt = now;
    return now < this.#until;
  }
}
