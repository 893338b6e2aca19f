/** What a node says of itself, and for how long that holds if it isn't said again. */
export interface OwnRecord {
  readonly id: string;
  readonly text: string;
  readonly leaseMs: number;
}

/** What the store answers. */
export interface NodeListing {
  /** What it had of the own record: none, another text, or the same. */
  readonly had: "none" | "other" | "same";
  /** How many records it dropped just now because their leases had ended. */
  readonly expired: number;
  /** Node id → what that node says of itself, the own record included. */
  readonly records: ReadonlyMap<string, string>;
}

/** Where nodes write down what they say of themselves. Both operations reject with `UNAVAILABLE`. */
export interface NodeStore {
  /** Renews the own record, if there is one, drops those whose leases ended, and lists the others. */
  renew(own: OwnRecord | undefined): Promise<NodeListing>;
  /** Takes a node's record out. */
  remove(id: string): Promise<void>;
}
