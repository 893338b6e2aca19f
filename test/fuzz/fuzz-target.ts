/** Something that reads what anybody may have written. */
export interface FuzzTarget {
  /** Names it, and its file of corpus/. */
  readonly name: string;
  /** Inputs to start from: right ones, so that changed ones get far. */
  readonly seeds: readonly Uint8Array[];
  /** What is read: "json" is also changed as a tree, which stays JSON. */
  readonly grammar: "bytes" | "json";
  /** Reads one input. Throws only if a reader broke its promise: that is a find. */
  readonly read: (input: Uint8Array) => unknown;
}
