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
  /** Makes this node known, and resolves when it knows the others. Rejects with `UNAVAILABLE`. */
  join(self: NodeInfo): Promise<void>;
  /** Replaces what this node says of itself. Resolves when it is stored; if that can't be now, it follows later. */
  update(self: NodeInfo): Promise<void>;
  /** Lists the nodes that are known, this one included once it joined. */
  nodes(): readonly NodeInfo[];
  /** Calls the handler for each change, of this node's own record too. */
  onChange(handler: (change: NodeChange) => void): Unsubscribe;
  /** Takes this node out and ends all timers. Never rejects; bounded. */
  close(): Promise<void>;
}
