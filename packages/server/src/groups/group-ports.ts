import type { Bus } from "../cluster/bus.js";
import type { GroupRegistry } from "../presence/group-registry.js";
import type { RedisKeys } from "../redis/keys.js";
import type { GroupStore } from "./group-store.js";

/** What the groups of a cluster stand on. Without it a node keeps everything in its own memory. */
export interface GroupPorts {
  /** The id of this node. */
  readonly node: string;
  readonly store: GroupStore;
  /** Writes in the name of this node. */
  readonly registry: GroupRegistry;
  /** How long what the registry was told holds without a renewal, in ms. */
  readonly leaseMs: number;
  readonly bus: Bus;
  /** Names the bus' channels. */
  readonly keys: RedisKeys;
  /** Whether a node is known to be there. */
  readonly isAlive: (node: string) => boolean;
}
