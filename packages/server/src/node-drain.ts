import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "./base/logger.js";
import type { NodeInfo } from "./cluster/node-info.js";
import type { ClusterEngine } from "./cluster-engine.js";
import type { ClusterNode } from "./cluster-node.js";
import { Drain } from "./drain/drain.js";
import type { LeavingClients } from "./drain/leaving-clients.js";
import type { Gateway } from "./gateway/gateway.js";
import type { ModuleHost } from "./modules/module-host.js";
import type { NodeSelf } from "./node-self.js";
import type { ServerOptions } from "./options.js";
import type { Resumes } from "./resume/resumes.js";
import type { LiveSession } from "./session/live-session.js";
import type { SessionIndex } from "./session/session-index.js";

/** What a drain takes from its node. */
export interface DrainSources {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sessions: SessionIndex;
  readonly resumes: Resumes | undefined;
  readonly modules: ModuleHost;
  readonly engine: Pick<ClusterEngine, "nodes">;
  readonly cluster: ClusterNode;
  readonly self: NodeSelf;
  readonly drainage: { isShut: boolean };
  /** Undefined before the start. */
  readonly gateway: Gateway | undefined;
}

/** Makes the planned end of a node; `close` is what ends it. */
export function createDrain(node: DrainSources, close: () => Promise<void>): Drain {
  const { clock, logger, cluster } = node;
  return new Drain({
    ...{ clock, logger, close, random: Math.random },
    clients: leavingClients(node),
    announce: () => node.self.drain(),
    endJobs: () => cluster.jobs.drain(),
    shutDoor: () => {
      node.drainage.isShut = true;
    },
    beforeShutdown: (signal) => node.modules.beforeShutdown(signal),
    underWay: () => (node.gateway?.counts.underWay ?? 0) + cluster.peers.serving,
  });
}

function leavingClients(node: DrainSources): LeavingClients {
  const { options, sessions, resumes } = node;
  const connected = (): readonly LiveSession[] => sessions.all().filter((session) => session.connected);
  return {
    way: options.cluster === undefined ? "nowhere" : resumes === undefined ? "anew" : "resume",
    connected,
    get hasElsewhere() {
      const { id } = node.self.info;
      return node.engine.nodes.find().some((other) => other.id !== id && takesClients(other));
    },
    get moved() {
      return node.gateway?.counts.moved ?? 0;
    },
    finish: (client, ending) => node.gateway?.finish(client as LiveSession, ending),
    leave: async (ending) => {
      const isKept = options.cluster !== undefined && resumes !== undefined;
      for (const session of connected()) {
        if (isKept) session.disconnect(ending());
        else session.close(ending());
      }
      if (isKept) await resumes.leave();
    },
  };
}

function takesClients({ role, state }: NodeInfo): boolean {
  return role !== "backend" && state === "ready";
}
