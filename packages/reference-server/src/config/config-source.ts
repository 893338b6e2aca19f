/** A value that was given, and where. */
export interface Given {
  readonly value: unknown;
  /** For messages: "--port", "PORT", "port in volley.json". */
  readonly from: string;
}

/** What one source says, by the keys' names, and what is wrong with it. */
export interface Source {
  readonly given: ReadonlyMap<string, Given>;
  readonly problems: readonly string[];
}
