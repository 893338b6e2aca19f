import type { ClusterEngine } from "./cluster-engine.js";
import type { ClusterNode } from "./cluster-node.js";
import type { NodeIdentity } from "./node-identity.js";
import type { ServerOptions } from "./options.js";
import { Resumes, type ResumesParts } from "./resume/resumes.js";
import type { Revoked } from "./session/session-hooks.js";

const GRACE_MS = 120_000;
const MAX_MS = 24 * 3_600_000;

/** What keeping sessions takes from its node. */
export interface ResumeSources extends Pick<ResumesParts, "clock" | "deadlines" | "scheduler" | "tasks" | "logger"> {
  readonly identity: NodeIdentity;
  readonly options: ServerOptions;
  readonly engine: ClusterEngine;
  readonly cluster: ClusterNode;
}

/** Makes what keeps a node's sessions for their clients; undefined if its options say that nothing shall. */
export function createResumes(node: ResumeSources, onRevoked: (revoked: Revoked) => void): Resumes | undefined {
  const { identity, options, engine, cluster, clock, deadlines, scheduler, tasks, logger } = node;
  const { graceMs = GRACE_MS, maxMs = MAX_MS } = options.resume === false ? { graceMs: 0 } : (options.resume ?? {});
  if (!(graceMs > 0) || !(maxMs > 0)) return undefined;
  return new Resumes({
    node: identity.id,
    store: engine.resume,
    peers: cluster.peers,
    bus: engine.bus,
    cluster: options.cluster !== undefined,
    isAlive: (id) => engine.discovery.isAlive(id),
    ...{ clock, deadlines, scheduler, tasks, logger, graceMs, maxMs, onRevoked },
  });
}
