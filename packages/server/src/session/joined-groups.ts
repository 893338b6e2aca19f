/** A group that a session joined, as `join` was called. */
export interface JoinedGroup {
  readonly pattern: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  /** What others learn of its user. */
  readonly info?: unknown;
}

/** The groups that a session joined, by their names: what it joins again on another node. */
export class JoinedGroups {
  readonly #groups = new Map<string, JoinedGroup>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get all(): readonly JoinedGroup[] {
    return [...this.#groups.values()];
  }

  add(name: string, group: JoinedGroup): void {
    this.#groups.set(name, group);
    this.#onChange();
  }

  delete(name: string): void {
    if (this.#groups.delete(name)) this.#onChange();
  }
}
