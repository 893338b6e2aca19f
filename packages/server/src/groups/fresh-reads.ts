/** What a reading is about: a user in all groups, or all users of a group. */
export type ReadingScope = { readonly uid: string } | { readonly group: string };

interface Reading {
  readonly scope: ReadingScope;
  stale: boolean;
}

/** One reading: how, what to do with the answer, and what of this node the answer will be held against. */
export interface ReadSteps<T> {
  readonly read: () => Promise<T>;
  readonly use: (answer: T) => void;
  /** Says how things are here, as text that differs when they do. */
  readonly here: () => string;
}

/**
 * Makes sure that what is done with an answer of the store was still true when it came: if there was news about it
 * while it was under way, or others changed things here, it is read again. News after that starts a reading of its own.
 */
export class FreshReads {
  readonly #running = new Set<Reading>();

  /** Reads, and hands the answer over in the same moment. Rejects as `read` does. */
  async run<T>(scope: ReadingScope, { read, use, here }: ReadSteps<T>): Promise<void> {
    const reading: Reading = { scope, stale: false };
    this.#running.add(reading);
    try {
      do {
        reading.stale = false;
        const before = here();
        const answer = await read();
        reading.stale ||= here() !== before;
        if (!reading.stale) use(answer);
      } while (reading.stale);
    } finally {
      this.#running.delete(reading);
    }
  }

  /** Tells that a user's membership in a group changed, or that of all its users. */
  changed(group: string, uid: string | undefined): void {
    for (const reading of this.#running) {
      const { scope } = reading;
      if ("group" in scope ? scope.group === group : uid === undefined || scope.uid === uid) reading.stale = true;
    }
  }
}
