import type { BusCounts } from "./cluster/bus-counters.js";
import type { NodeInfo } from "./cluster/node-info.js";
import type { Edge } from "./edge/edge.js";
import type { LimitCounts } from "./limits/limit-counts.js";
import type { LoopDelay } from "./metrics/loop-delay.js";
import type { Meters } from "./metrics/meters.js";
import { Rising } from "./metrics/rising.js";
import type { Tally } from "./metrics/tally.js";
import type { StreamCounts } from "./push-log/stream-counts.js";
import type { LiveSession } from "./session/live-session.js";
import { VERSION } from "./version.js";

/** Where a node keeps its numbers. */
export interface CollectSources {
  readonly sessions: () => readonly LiveSession[];
  readonly underWay: () => { readonly all: number; readonly max: number };
  readonly droppedPushes: () => number;
  readonly limited: () => LimitCounts;
  readonly resumeFailures: () => number;
  readonly streams: { readonly counts: StreamCounts; readonly size: number };
  readonly peers: { readonly dropped: number };
  readonly bus: { readonly up: boolean };
  readonly nodes: () => readonly NodeInfo[];
  readonly info: () => NodeInfo;
}

interface CollectorParts extends CollectSources {
  /** Undefined: this node takes no connections of its own. */
  readonly edge: () => Edge | undefined;
  readonly counters: BusCounts;
  readonly loop: LoopDelay;
}

/** Brings to the meters what a node counts in plain numbers: that costs nothing until somebody asks. */
export class NodeCollector {
  readonly #meters: Meters;
  readonly #parts: CollectorParts;
  readonly #rising = new Rising();
  #roles = new Set<string>();

  constructor(meters: Meters, parts: CollectorParts) {
    this.#meters = meters;
    this.#parts = parts;
  }

  /** Reads everything once. */
  collect(): void {
    this.#readClients();
    this.#readLimits();
    this.#readCluster();
    this.#readStreams();
    this.#readProcess();
  }

  #readClients(): void {
    const { edge: edgeOf, sessions: all, underWay, droppedPushes, resumeFailures } = this.#parts;
    const meters = this.#meters;
    const edge = edgeOf();
    const { connections, pending } = edge?.counts ?? { connections: 0, pending: 0 };
    meters.connections(pending, { state: "pending" });
    meters.connections(connections - pending, { state: "open" });
    meters.accepted(this.#rising.since("accepted", edge?.accepted ?? 0));
    if (edge !== undefined) this.#tally("refused", edge.refused, (by, reason) => meters.refused(by, { reason }));
    const sessions = all();
    let connected = 0;
    let bytes = 0;
    let most = 0;
    for (const session of sessions) {
      if (session.connected) connected++;
      const { queuedBytes } = session;
      bytes += queuedBytes;
      most = Math.max(most, queuedBytes);
    }
    meters.sessions(connected, { state: "connected" });
    meters.sessions(sessions.length - connected, { state: "waiting" });
    meters.outboxBytes(bytes, { of: "all" });
    meters.outboxBytes(most, { of: "max" });
    const waiting = underWay();
    meters.callsWaiting(waiting.all, { of: "all" });
    meters.callsWaiting(waiting.max, { of: "max" });
    meters.pushesDropped(this.#rising.since("dropped", droppedPushes()));
    meters.resumeFailures(this.#rising.since("resumeFailures", resumeFailures()));
  }

  #readLimits(): void {
    const { requests, notifies, ended, turnedAway, degraded } = this.#parts.limited();
    const all = { request: requests, notify: notifies, connection: ended, client: turnedAway };
    for (const [what, total] of Object.entries(all)) {
      this.#meters.limited(this.#rising.since(`limited ${what}`, total), { what });
    }
    this.#meters.limitsDegraded(this.#rising.since("degraded", degraded));
  }

  #readCluster(): void {
    const { counters, peers, bus, nodes, info } = this.#parts;
    const meters = this.#meters;
    meters.busUp(bus.up ? 1 : 0);
    meters.busRejected(this.#rising.since("rejected", counters.rejected));
    meters.busDropped(this.#rising.since("unreadable", counters.dropped + peers.dropped));
    meters.busReceiverFailed(this.#rising.since("receivers", counters.failed));
    const roles = new Map([...this.#roles].map((role) => [role, 0]));
    for (const { role } of nodes()) roles.set(role, (roles.get(role) ?? 0) + 1);
    // A role that nobody has any more is 0, not what it was.
    this.#roles = new Set(roles.keys());
    for (const [role, count] of roles) meters.nodes(count, { role });
    meters.draining(info().state === "draining" ? 1 : 0);
  }

  #readStreams(): void {
    const { counts, size } = this.#parts.streams;
    const meters = this.#meters;
    meters.streams(size);
    meters.gapsFound(this.#rising.since("found", counts.found));
    meters.gapsRepaired(this.#rising.since("repaired", counts.repaired));
    meters.replayed(this.#rising.since("replayed", counts.replayed));
    this.#tally("gaps", counts.unrepaired, (by, reason) => meters.gapsUnrepaired(by, { reason }));
    this.#tally("duplicates", counts.duplicates, (by, where) => meters.duplicates(by, { where }));
    this.#tally("sweeps", counts.sweeps, (by, result) => meters.sweeps(by, { result }));
  }

  #readProcess(): void {
    for (const [quantile, delay] of this.#parts.loop.take()) this.#meters.loopDelay(delay, { quantile });
    this.#meters.build(1, { version: VERSION, node: process.versions.node });
  }

  #tally(name: string, tally: Tally, add: (by: number, each: string) => void): void {
    for (const [each, total] of tally.all) add(this.#rising.since(`${name} ${each}`, total), each);
  }
}
