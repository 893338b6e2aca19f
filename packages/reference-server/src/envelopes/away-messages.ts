/** One message that waits. */
interface Waiting {
  readonly room: string;
  readonly text: string;
}

/** How much is kept for a client that is away. */
export interface AwayLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** What a client missed: the newest messages, within limits, and how many of each room are gone. */
export class AwayMessages {
  readonly #limits: AwayLimits;
  #kept: Waiting[] = [];
  #bytes = 0;
  #missed = new Map<string, number>();

  constructor(limits: AwayLimits) {
    this.#limits = limits;
  }

  /** Keeps one more; the oldest make room for it. */
  add(waiting: Waiting): void {
    this.#kept.push(waiting);
    this.#bytes += sizeOf(waiting);
    while (this.#kept.length > this.#limits.messages || this.#bytes > this.#limits.bytes) {
      const oldest = this.#kept.shift();
      if (oldest === undefined) return;
      this.#bytes -= sizeOf(oldest);
      this.#missed.set(oldest.room, (this.#missed.get(oldest.room) ?? 0) + 1);
    }
  }

  /** Forgets all, and returns it: the oldest comes first. */
  take(): { readonly texts: readonly string[]; readonly missed: ReadonlyMap<string, number> } {
    const taken = { texts: this.#kept.map(({ text }) => text), missed: this.#missed };
    this.#kept = [];
    this.#bytes = 0;
    this.#missed = new Map();
    return taken;
  }
}

function sizeOf({ text }: Waiting): number {
  // As characters take up to two bytes in memory.
  return 2 * text.length;
}
