import type { PresenceChange, PresentUser } from "./group-registry.js";

/** Takes one change of who is present in a group. */
export type ChangeHandler = (change: PresenceChange) => void;

/**
 * Follows who is present in one group, for the handlers of this node. It knows who is there, so handlers get a change
 * once, whoever tells it how often; and it finds out what nobody told, when the list is read again.
 */
export class PresenceWatch {
  readonly #handlers = new Set<ChangeHandler>();
  readonly #known = new Map<string, string>();
  /** Users about whom something was told while a list was being read: the list may be older than that. */
  readonly #touched = new Set<string>();
  #reading = 0;
  #loaded = false;

  /** Whether nobody listens. */
  get unused(): boolean {
    return this.#handlers.size === 0;
  }

  /** Calls the handler with each change from now on, until the function returned is called. */
  listen(handler: ChangeHandler): () => void {
    const own: ChangeHandler = (change) => handler(change);
    this.#handlers.add(own);
    return () => void this.#handlers.delete(own);
  }

  /** Takes what was told. */
  take(changes: readonly PresenceChange[]): void {
    for (const change of changes) {
      if (this.#reading > 0) this.#touched.add(change.uid);
      this.#apply(change);
    }
  }

  /**
   * Reads who is there. The first time that is how things stand; later, handlers get what changed in between. Rejects
   * as `list` does.
   */
  async read(list: () => Promise<readonly PresentUser[]>): Promise<void> {
    if (this.#reading++ === 0) this.#touched.clear();
    try {
      this.#compare(await list());
    } finally {
      this.#reading--;
    }
  }

  #compare(present: readonly PresentUser[]): void {
    const first = !this.#loaded;
    this.#loaded = true;
    const gone = new Set(this.#known.keys());
    for (const { uid, info } of present) {
      gone.delete(uid);
      if (this.#touched.has(uid)) continue;
      if (first) this.#known.set(uid, info);
      else this.#apply({ type: "joined", uid, info });
    }
    for (const uid of gone) if (!this.#touched.has(uid)) this.#apply({ type: "left", uid });
  }

  #apply(change: PresenceChange): void {
    const before = this.#known.get(change.uid);
    if (change.type === "left") {
      const known = this.#known.delete(change.uid);
      // Before the first list nothing is known, and everything that is told is news.
      if (known || !this.#loaded) this.#tell(change);
      return;
    }
    this.#known.set(change.uid, change.info);
    if (before === change.info) return;
    this.#tell({ ...change, type: before !== undefined ? "updated" : this.#loaded ? "joined" : change.type });
  }

  #tell(change: PresenceChange): void {
    for (const handler of this.#handlers) handler(change);
  }
}
