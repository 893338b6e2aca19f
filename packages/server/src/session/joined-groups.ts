/** A group that a session joined, as `join` was called. */
export interface JoinedGroup {
  readonly pattern: string;
  readonly params?: Readonly<Record<string, string | number>> | undefined;
  /** What others learn of its user. */
  readonly info?: unknown;
  /** Its client joined it by itself, as a policy allowed: that is asked again from time to time. */
  readonly byClient?: boolean | undefined;
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

  get(name: string): JoinedGroup | undefined {
    return this.#groups.get(name);
  }

  /** Lists the names of those that its client joined by itself. */
  get byClient(): readonly string[] {
    return [...this.#groups].flatMap(([name, { byClient }]) => (byClient === true ? [name] : []));
  }

  add(name: string, group: JoinedGroup): void {
    this.#groups.set(name, group);
    this.#changed();
  }

  /** Notes that the client joined it by itself. */
  markByClient(name: string): void {
    const group = this.#groups.get(name);
    if (group !== undefined) this.add(name, { ...group, byClient: true });
  }

  /** Takes one out; tells what it was, if it was there. */
  delete(name: string): JoinedGroup | undefined {
    const group = this.#groups.get(name);
    if (this.#groups.delete(name)) this.#changed();
    return group;
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
