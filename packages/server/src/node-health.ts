import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "./base/logger.js";
import { BusOutage } from "./cluster/bus-outage.js";
import type { ClusterEngine } from "./cluster-engine.js";
import { Health } from "./health/health.js";
import type { UnreadyReason } from "./health/health-report.js";
import type { NodeIdentity } from "./node-identity.js";
import type { NodeSelf } from "./node-self.js";

/** What a node's health is read from. */
export interface HealthSources {
  readonly identity: NodeIdentity;
  readonly self: NodeSelf;
  readonly engine: ClusterEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Whether something brings connections to it. */
  readonly hasAcceptor: boolean;
}

/** For so long Redis may be away, in ms: short of that clients are better off where they are. */
const OUTAGE_MS = 15_000;

/** Makes what tells a node's health. */
export function createHealth(node: HealthSources): Health {
  const { identity, self, engine, clock, logger } = node;
  const outage = new BusOutage(engine.bus, clock);
  const reasons = (): readonly UnreadyReason[] => {
    const found: UnreadyReason[] = [];
    if (self.draining) found.push("draining");
    if (identity.role !== "backend" && !node.hasAcceptor) found.push("not-listening");
    if (outage.ms >= OUTAGE_MS) found.push("redis");
    else if (!self.registered) found.push("unregistered");
    return found;
  };
  return new Health({ clock, logger, hasStarted: () => self.joined, reasons });
}
