import { Resumes, type ResumesParts } from "./resume/resumes.js";
import type { Revoked } from "./session/session-hooks.js";
import type { VolleyNode } from "./volley-node.js";

const GRACE_MS = 120_000;
const MAX_MS = 24 * 3_600_000;

/** Makes what keeps a node's sessions for their clients; undefined if its options say that nothing shall. */
export function createResumes(
  node: Pick<VolleyNode, "identity" | "options" | "engine" | "cluster" | keyof Common>,
  onRevoked: (revoked: Revoked) => void,
): Resumes | undefined {
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

type Common = Pick<ResumesParts, "clock" | "deadlines" | "scheduler" | "tasks" | "logger">;
