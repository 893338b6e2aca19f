import type { Unsubscribe } from "../base/unsubscribe.js";
import type { NodeInfo } from "./node-info.js";

/** Something that changed about a node. */
export interface NodeChange {
  readonly type: "joined" | "changed" | "left";
  readonly node: NodeInfo;
}

/**
 * The port by which nodes find each other. What a node says of itself holds for a lease that it keeps renewing; a
 * node whose lease ended has left. While the store behind it is unreachable nobody leaves: the last known nodes stay,
 * and nothing shuts down.
 */
export interface Discovery {
  /**
   * Makes this node known, and resolves when it knows the others. Rejects with `UNAVAILABLE`, and may be tried again
   * then; with `BAD_REQUEST` for names that are none, and for metadata of more than 4,096 bytes of JSON.
   */
  join(self: NodeInfo): Promise<void>;
  /** Gets to know the nodes without being one, and resolves when it knows them. Rejects with `UNAVAILABLE`. */
  watch(): Promise<void>;
  /**
   * Replaces what this node says of itself. Resolves when it is stored; if that can't be now, it resolves too, and
   * the record follows later. Rejects as `join` does with `BAD_REQUEST`, also for a node that didn't join.
   */
  update(self: NodeInfo): Promise<void>;
  /** Lists the nodes that are known, by id, this one included once it joined. */
  nodes(): readonly NodeInfo[];
  /**
   * Tells whether a node counts as there: false once it is known to have left. Of one that is not known it says true
   * until it has looked: it may be new.
   */
  isAlive(id: string): boolean;
  /** Calls the handler for each change, of this node's own record too. What it throws is logged. */
  onChange(handler: (change: NodeChange) => void): Unsubscribe;
  /** Takes this node out and ends all timers. Never rejects; bounded. */
  close(): Promise<void>;
}
