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
  /** Those that it was in on another node, until it is back in them: whatever happens meanwhile, it belongs there. */
  #returning: readonly JoinedGroup[] | undefined;

  constructor(onChange: () => void, returning?: readonly JoinedGroup[]) {
    this.#onChange = onChange;
    this.#returning = returning;
  }

  get all(): readonly JoinedGroup[] {
    return this.#returning ?? [...this.#groups.values()];
  }

  add(name: string, group: JoinedGroup): void {
    this.#groups.set(name, group);
    this.#changed();
  }

  delete(name: string): void {
    if (this.#groups.delete(name)) this.#changed();
  }

  /** Tells that it is back in all of them that there are. */
  returned(): void {
    this.#returning = undefined;
    this.#onChange();
  }

  #changed(): void {
    if (this.#returning === undefined) this.#onChange();
  }
}
