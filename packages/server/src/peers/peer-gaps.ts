import type { Cancel, Clock } from "@volley/protocol/internal";

/** Losses that come one after another in this time count as one, in ms. */
const TOGETHER_MS = 250;

/**
 * Knows where messages may have been lost. Each node counts its own gaps, and says the number with whatever it says:
 * so those who wait for its answers find out that they may wait for nothing, and ask.
 */
export class PeerGaps {
  readonly #clock: Clock;
  /** By node: the number that it said last. */
  readonly #said = new Map<string, number>();
  #own = 0;
  #stopTimer: Cancel | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many gaps there were on the ways to and from this node. */
  get own(): number {
    return this.#own;
  }

  /** Tells that the ways to and from this node were cut, and stand again. */
  mended(): void {
    this.#own++;
  }

  /** Tells that something to another node was lost, although the way stands. */
  lost(node: string): void {
    // It may have been the question that follows a gap of that node.
    this.#said.delete(node);
    this.#stopTimer ??= this.#clock.after(TOGETHER_MS, () => {
      this.#stopTimer = undefined;
      this.#own++;
    });
  }

  /** Takes what a node says; true if it hasn't said that before. */
  learn(node: string, gaps: number): boolean {
    if (this.#said.get(node) === gaps) return false;
    this.#said.set(node, gaps);
    return true;
  }

  forget(node: string): void {
    this.#said.delete(node);
  }

  close(): void {
    this.#stopTimer?.();
    this.#said.clear();
  }
}
