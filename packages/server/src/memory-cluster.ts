import { LeasedDiscovery } from "./cluster/leased-discovery.js";
import { MemoryBusHub } from "./cluster/memory-bus.js";
import { MemoryNodeStore } from "./cluster/memory-node-store.js";
import { Nodes } from "./cluster/nodes.js";
import type { Cluster } from "./cluster-engine.js";
import { temporaryDirectory } from "./directory/temporary-directory.js";
import type { UserSession } from "./directory/user-directory.js";

const NODE_LEASE_MS = 10_000;

/** Makes a cluster of nodes in this process, which must share a clock: for tests, and for a node alone. */
export function memoryCluster(): Cluster {
  const hub = new MemoryBusHub();
  const users = new Map<string, Map<string, UserSession>>();
  let store: MemoryNodeStore | undefined;
  return {
    engine: ({ node, clock, logger }) => {
      store ??= new MemoryNodeStore(clock);
      const bus = hub.bus(logger);
      const discovery = new LeasedDiscovery({ store, bus, channel: "nodes", clock, logger, leaseMs: NODE_LEASE_MS });
      return {
        bus,
        discovery,
        nodes: new Nodes(discovery),
        time: clock,
        directory: temporaryDirectory(users, node),
        inboxOf: (id) => `node:${id}`,
        start: async () => {},
        close: () => discovery.close(),
      };
    },
  };
}
