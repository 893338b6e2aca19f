import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "./base/logger.js";
import type { Bus } from "./cluster/bus.js";
import type { BusCounters } from "./cluster/bus-counters.js";
import type { ClusterTime } from "./cluster/cluster-time.js";
import type { Discovery } from "./cluster/discovery.js";
import type { Nodes } from "./cluster/nodes.js";
import type { UserDirectory } from "./directory/user-directory.js";
import type { Fanout } from "./groups/fanout.js";
import type { GroupPorts } from "./groups/group-ports.js";
import type { LimitPorts } from "./limits/limit-ports.js";
import type { OnceStore } from "./once/once-store.js";
import type { PushLog } from "./push-log/push-log.js";
import type { RedisMeter } from "./redis/redis-meter.js";
import type { ResumeStore } from "./resume/resume-store.js";
import type { RevocationStore } from "./revocation/revocation-store.js";

/** What an engine is told of the node that it serves. */
export interface EngineParts {
  /** The node's id and type. */
  readonly node: { readonly id: string; readonly type: string };
  readonly clock: Clock;
  readonly logger: Logger;
  /** Makes the discovery, in the place of the engine's own. */
  readonly discovery?: CreateDiscovery | undefined;
  /** Where losses of the bus are counted. */
  readonly counters?: BusCounters | undefined;
  /** What connections to Redis are measured with. */
  readonly meter?: RedisMeter | undefined;
}

/** What a discovery is made with. */
export interface DiscoveryParts {
  readonly node: { readonly id: string; readonly type: string };
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes a discovery of the app's own, such as one that asks Kubernetes or Consul. */
export type CreateDiscovery = (parts: DiscoveryParts) => Discovery;

/** What one node of a cluster has in common with the others. */
export interface ClusterEngine {
  readonly bus: Bus;
  readonly discovery: Discovery;
  /** The same nodes, found by what they serve. */
  readonly nodes: Nodes;
  readonly time: ClusterTime;
  readonly directory: UserDirectory;
  /** Keeps sessions for clients that come back. */
  readonly resume: ResumeStore;
  /** What groups stand on. */
  readonly groups: GroupPorts;
  /** What remembers the effects of `once` requests. */
  readonly once: OnceStore;
  /** What limits of the whole cluster are counted with. */
  readonly limits: LimitPorts;
  /** Numbers and keeps the pushes that are replayed. */
  readonly log: PushLog;
  /** Keeps what was revoked. */
  readonly revocations: RevocationStore;
  /** The channel for revocations. */
  readonly revocationChannel: string;
  /** The channel for news about sessions. */
  readonly sessionNewsChannel: string;
  /** How what is done to rooms gets to other nodes. */
  readonly fanout: Fanout;
  /** What the channels of rooms start with. */
  readonly roomsKey: string;
  /** The channel of a node's messages. */
  inboxOf(node: string): string;
  /** Connects. Rejects with `UNAVAILABLE`, or with what is wrong with what it finds there. */
  start(): Promise<void>;
  /** Takes out what this node wrote, as far as that is possible now, and disconnects. Never rejects; bounded. */
  close(): Promise<void>;
}

/** How the nodes of a cluster find and reach each other: what `redis()` and `memoryCluster()` return. */
export interface Cluster {
  /** Makes the engine of one node. Opens nothing. */
  engine(parts: EngineParts): ClusterEngine;
}
