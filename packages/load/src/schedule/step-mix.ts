/** What takes turns by weight. */
interface Weighted {
  readonly weight: number;
}

/**
 * Picks steps in turn, so that each comes as often as its weight says, and as evenly as that goes: the same in each run,
 * without bursts of a costly one.
 */
export class StepMix {
  readonly #weights: readonly number[];
  readonly #credits: number[];
  readonly #total: number;

  constructor(steps: readonly Weighted[]) {
    this.#weights = steps.map(({ weight }) => weight);
    this.#credits = steps.map(() => 0);
    this.#total = this.#weights.reduce((sum, weight) => sum + weight, 0);
  }

  /** Tells the place of the step whose turn it is. */
  next(): number {
    let richest = 0;
    for (const [at, weight] of this.#weights.entries()) {
      const credit = (this.#credits[at] ?? 0) + weight;
      this.#credits[at] = credit;
      if (credit > (this.#credits[richest] ?? 0)) richest = at;
    }
    this.#credits[richest] = (this.#credits[richest] ?? 0) - this.#total;
    return richest;
  }
}
