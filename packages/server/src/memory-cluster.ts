import { LeasedDiscovery } from "./cluster/leased-discovery.js";
import { MemoryBusHub } from "./cluster/memory-bus.js";
import { MemoryNodeStore } from "./cluster/memory-node-store.js";
import { Nodes } from "./cluster/nodes.js";
import type { Cluster, ClusterEngine, EngineParts } from "./cluster-engine.js";
import { LeasedUserDirectory } from "./directory/leased-user-directory.js";
import { MemorySessionStore } from "./directory/memory-session-store.js";
import type { Fanout } from "./groups/fanout.js";
import { MemoryGroupStore } from "./groups/memory-group-store.js";
import { MemoryLimitStore } from "./limits/memory-limit-store.js";
import { MemoryQuotas } from "./limits/memory-quota.js";
import { MemoryOnceStore } from "./once/memory-once-store.js";
import { MemoryGroupRegistry, MemoryRegistryHub } from "./presence/memory-group-registry.js";
import { MemoryLogStore } from "./push-log/memory-log-store.js";
import { MemoryPushLog } from "./push-log/memory-push-log.js";
import { RedisKeys } from "./redis/keys.js";
import { MemoryResumeHub, MemoryResumeStore } from "./resume/memory-resume-store.js";
import { MemoryRevocationStore } from "./revocation/memory-revocation-store.js";

const NODE_LEASE_MS = 10_000;
const LEASE_MS = 30_000;

/** Makes a cluster of nodes in this process, which must share a clock: for tests, and for a node alone. */
export function memoryCluster({ fanout = "classic" }: { readonly fanout?: Fanout | undefined } = {}): Cluster {
  const hub = new MemoryBusHub();
  const registry = new MemoryRegistryHub();
  let stores: Stores | undefined;
  return {
    engine: (parts) => {
      const { clock } = parts;
      stores ??= {
        nodes: new MemoryNodeStore(clock),
        sessions: new MemorySessionStore(clock),
        groups: new MemoryGroupStore(clock),
        once: new MemoryOnceStore(clock),
        limits: new MemoryLimitStore(clock),
        quotas: new MemoryQuotas(),
        revocations: new MemoryRevocationStore(clock),
        registry,
        resume: new MemoryResumeHub(clock),
        log: new MemoryLogStore({ clock }),
      };
      return { ...memoryEngine(parts, hub, stores), fanout };
    },
  };
}

/** What the nodes of a process share. */
interface Stores {
  readonly nodes: MemoryNodeStore;
  readonly sessions: MemorySessionStore;
  readonly groups: MemoryGroupStore;
  readonly once: MemoryOnceStore;
  readonly limits: MemoryLimitStore;
  readonly quotas: MemoryQuotas;
  readonly revocations: MemoryRevocationStore;
  readonly registry: MemoryRegistryHub;
  readonly resume: MemoryResumeHub;
  readonly log: MemoryLogStore;
}

function memoryEngine(
  { node, clock, logger, discovery: own }: EngineParts,
  hub: MemoryBusHub,
  stores: Stores,
): Omit<ClusterEngine, "fanout"> {
  const common = { bus: hub.bus(logger), clock, logger };
  const discovery =
    own?.({ ...common, node }) ??
    new LeasedDiscovery({
      ...common,
      store: stores.nodes,
      channel: "nodes",
      leaseMs: NODE_LEASE_MS,
    });
  const isAlive = (id: string): boolean => discovery.isAlive(id);
  const directory = new LeasedUserDirectory({ ...common, store: stores.sessions, node, isAlive, leaseMs: LEASE_MS });
  return {
    bus: common.bus,
    discovery,
    nodes: new Nodes(discovery),
    time: clock,
    directory,
    resume: new MemoryResumeStore({ hub: stores.resume, node: node.id, leaseMs: LEASE_MS }),
    groups: {
      ...{ node: node.id, bus: common.bus, keys: new RedisKeys(), leaseMs: LEASE_MS, isAlive },
      store: stores.groups,
      registry: new MemoryGroupRegistry({ hub: stores.registry, clock, node: node.id, leaseMs: LEASE_MS }),
    },
    once: stores.once,
    limits: { store: stores.limits, limiterOf: (name, options) => stores.quotas.limiterOf(name, options) },
    revocations: stores.revocations,
    revocationChannel: "revocations",
    log: new MemoryPushLog({ store: stores.log, bus: common.bus }),
    sessionNewsChannel: "sessions",
    roomsKey: "rooms",
    inboxOf: (id) => `node:${id}`,
    start: async () => {},
    close: async () => {
      await directory.close();
      await discovery.close();
    },
  };
}
