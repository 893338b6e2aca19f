/** How many nodes are kept in mind that are not known. */
const LIMIT = 1_000;

/**
 * Which nodes that aren't known are gone. One that was never heard of may just be new: it counts as there until a look
 * at the store that began after the question didn't find it. Looks have growing numbers.
 */
export class PresumedAlive {
  readonly #gone = new Map<string, number>();

  /** Notes that a node is gone, by the look of this number or an earlier one. */
  gone(id: string, look: number): void {
    this.#gone.delete(id);
    this.#gone.set(id, look);
    for (const oldest of this.#gone.keys()) {
      if (this.#gone.size <= LIMIT) break;
      this.#gone.delete(oldest);
    }
  }

  /** Forgets a node: it is known now. */
  known(id: string): void {
    this.#gone.delete(id);
  }

  /**
   * Tells what to think of a node that isn't known after the look of this number: "gone", "alive" until the next look,
   * or "new": alive too, but nobody asked for it before.
   */
  of(id: string, lookDone: number, lookBegun: number): "gone" | "alive" | "new" {
    const goneAfter = this.#gone.get(id);
    if (goneAfter !== undefined) return lookDone >= goneAfter ? "gone" : "alive";
    this.gone(id, lookBegun + 1);
    return "new";
  }
}
