/** Makes steps of totals that are counted elsewhere, so that they can be added to a counter. */
export class Rising {
  readonly #totals = new Map<string, number>();

  /** How much a total has grown since it was last asked for, under the same name. */
  since(name: string, total: number): number {
    const before = this.#totals.get(name) ?? 0;
    this.#totals.set(name, total);
    return Math.max(0, total - before);
  }
}
