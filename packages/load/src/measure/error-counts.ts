/** How often something failed in one way. */
export interface ErrorCount {
  readonly code: string;
  readonly count: number;
  /** The message of the first one. */
  readonly example: string;
}

/** A scenario makes its own codes: beyond these many they are counted together. */
const MAX_CODES = 64;
const MAX_MESSAGE = 200;
const OTHERS = "OTHER";

/** Counts failures by their code. */
export class ErrorCounts {
  readonly #counts = new Map<string, ErrorCount>();

  /** How many there are of all codes. */
  get total(): number {
    let total = 0;
    for (const { count } of this.#counts.values()) total += count;
    return total;
  }

  count(code: string, message: string, times = 1): void {
    const known = this.#counts.get(code);
    if (known !== undefined) this.#counts.set(code, { ...known, count: known.count + times });
    else if (this.#counts.size < MAX_CODES || code === OTHERS) {
      this.#counts.set(code, {
        code: code.slice(0, MAX_MESSAGE),
        count: times,
        example: message.slice(0, MAX_MESSAGE),
      });
    } else this.count(OTHERS, "errors of many codes", times);
  }

  add(counts: readonly ErrorCount[]): void {
    for (const { code, count, example } of counts) this.count(code, example, count);
  }

  /** Lists them, the most frequent first. */
  list(): readonly ErrorCount[] {
    return [...this.#counts.values()].sort((a, b) => b.count - a.count);
  }

  /** Lists them, and starts anew. */
  take(): readonly ErrorCount[] {
    const taken = this.list();
    this.#counts.clear();
    return taken;
  }
}
