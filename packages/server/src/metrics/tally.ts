/** Counts things by name. The names must be few and fixed. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(name: string, by = 1): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + by);
  }

  get all(): Iterable<readonly [name: string, count: number]> {
    return this.#counts;
  }
}
