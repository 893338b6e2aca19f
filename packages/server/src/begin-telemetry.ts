import type { ClusterEngine } from "./cluster-engine.js";
import type { ClusterNode } from "./cluster-node.js";
import type { Gateway } from "./gateway/gateway.js";
import type { RateLimits } from "./limits/rate-limits.js";
import type { NodeSelf } from "./node-self.js";
import type { NodeTelemetry } from "./node-telemetry.js";
import type { Streams } from "./push-log/streams.js";
import type { Resumes } from "./resume/resumes.js";
import type { SessionHooks } from "./session/session-hooks.js";
import type { SessionIndex } from "./session/session-index.js";

/** What telemetry reads of its node. */
export interface MeasuredNode {
  readonly telemetry: NodeTelemetry;
  readonly engine: ClusterEngine;
  readonly cluster: ClusterNode;
  readonly rates: RateLimits;
  readonly resumes: Resumes | undefined;
  readonly hooks: SessionHooks;
  readonly streams: Streams;
  readonly sessions: SessionIndex;
  readonly self: Pick<NodeSelf, "info">;
}

/** Has the metrics of a node read and counted from now on, if anybody wants them. */
export function beginTelemetry(node: MeasuredNode, gateway: Gateway): void {
  const { telemetry, engine, cluster, rates, resumes, hooks, streams, sessions } = node;
  const { meters } = telemetry;
  if (meters === undefined) return;
  hooks.onSlow((_, { givenUp }) => meters.slowClients(1, { outcome: givenUp ? "given_up" : "slow" }));
  hooks.onRevoked(() => meters.resumeTokensReused(1));
  telemetry.begin({
    sessions: () => sessions.all(),
    underWay: () => gateway.underWay,
    droppedPushes: () => telemetry.droppedPushes,
    limited: () => rates.counts,
    resumeFailures: () => resumes?.counts.failures ?? 0,
    streams,
    peers: cluster.peers,
    bus: engine.bus,
    nodes: () => engine.nodes.find(),
    info: () => node.self.info,
  });
}
