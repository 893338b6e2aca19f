import { unsubscribe } from "./base/unsubscribe.js";
import type { NodeChange } from "./cluster/discovery.js";
import { MemoryBusHub } from "./cluster/memory-bus.js";
import type { NodeInfo } from "./cluster/node-info.js";
import { Nodes } from "./cluster/nodes.js";
import type { Cluster } from "./cluster-engine.js";
import type { UserSession } from "./directory/user-directory.js";

/** TEMPORARY */
export function memoryCluster(): Cluster {
  const hub = new MemoryBusHub();
  const nodes = new Map<string, NodeInfo>();
  const listeners = new Set<(change: NodeChange) => void>();
  const users = new Map<string, Map<string, UserSession>>();
  let fence = 0;
  return {
    engine: ({ node, clock, logger }) => {
      const own = new Set<(change: NodeChange) => void>();
      const tell = (change: NodeChange): void => {
        for (const each of listeners) each(change);
      };
      const discovery = {
        join: async (self: NodeInfo) => {
          nodes.set(self.id, self);
          tell({ type: "joined", node: self });
        },
        update: async (self: NodeInfo) => {
          nodes.set(self.id, self);
          tell({ type: "changed", node: self });
        },
        nodes: () => [...nodes.values()],
        onChange: (handler: (change: NodeChange) => void) => {
          listeners.add(handler);
          own.add(handler);
          return unsubscribe(() => void listeners.delete(handler));
        },
        close: async () => {},
      };
      const of = (uid: string) => users.get(uid) ?? users.set(uid, new Map()).get(uid)!;
      return {
        bus: hub.bus(logger),
        discovery,
        nodes: new Nodes(discovery),
        time: { now: () => clock.now() },
        directory: {
          bind: async ({ uid, session }, unique) => {
            const replaced = [...of(uid).values()].filter(
              (s) => unique === "all" || (unique === "type" && s.type === node.type),
            );
            for (const r of replaced) of(uid).delete(r.session);
            of(uid).set(session, { session, node: node.id, type: node.type, connected: true, fence: ++fence });
            return { fence, replaced };
          },
          unbind: async ({ uid, session }) => {
            of(uid).delete(session);
            return { last: of(uid).size === 0 };
          },
          setConnected: async () => {},
          lookup: async (uids) => uids.map((uid) => [...of(uid).values()]),
          onReplaced: () => unsubscribe(() => {}),
          close: async () => {},
        },
        inboxOf: (id) => `node:${id}`,
        start: async () => {},
        close: async () => {
          const self = nodes.get(node.id);
          nodes.delete(node.id);
          for (const each of own) listeners.delete(each);
          if (self !== undefined) tell({ type: "left", node: self });
        },
      };
    },
  };
}
