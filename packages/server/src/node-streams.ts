import type { Clock, ContractParts, RouteTable } from "@volley/protocol/internal";
import type { Logger } from "./base/logger.js";
import type { Tasks } from "./base/tasks.js";
import type { ClusterEngine } from "./cluster-engine.js";
import type { Rooms } from "./groups/rooms.js";
import type { NodeIdentity } from "./node-identity.js";
import type { ServerOptions } from "./options.js";
import { framePush } from "./push/frame-push.js";
import type { Pusher } from "./push/pusher.js";
import { Snapshots } from "./push/snapshots.js";
import { StreamRules } from "./push-log/stream-rules.js";
import { Streams } from "./push-log/streams.js";
import type { SessionIndex } from "./session/session-index.js";

/** What streams take from their node. */
export interface StreamSources {
  readonly identity: NodeIdentity;
  readonly contract: ContractParts;
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tasks: Tasks;
  readonly table: RouteTable;
  readonly engine: ClusterEngine;
  readonly rooms: Rooms;
  readonly sessions: SessionIndex;
  /** Asked for when a snapshot is sent: it is made after the streams. */
  readonly pusher: Pusher;
}

/** Makes the streams of a node's sessions, which follow its rooms. Throws `BAD_REQUEST` for a push's `keep` that is none. */
export function createStreams(node: StreamSources) {
  const { contract, table, engine, rooms, sessions, clock, tasks, logger, identity, options } = node;
  const rules = new StreamRules(contract);
  const sessionOf = (id: string) => sessions.get(id);
  const snapshots = new Snapshots({
    ...{ rules, sessionOf, clock, logger },
    frame: (push, data, group) => node.pusher.frame(push, data, { group }),
  });
  const streams = new Streams({
    ...{ rules, sessionOf, snapshots, clock, tasks, logger },
    log: engine.log,
    bus: engine.bus,
    type: identity.type,
    sweepMs: options.timeouts?.sweepMs,
    frame: ({ push, rev, payload, trace }, { group, position, replayed }) =>
      framePush(table, { push, rev, payload, group, trace }, { ...position, replayed }),
    isInAny: (session, names) => rooms.isInAny(session, names),
  });
  if (rules.any) rooms.onMove((move) => streams.moved(move));
  return { rules, snapshots, streams };
}
