import type { Clock, Deadlines } from "@volley/protocol/internal";
import { CallContexts } from "./base/call-context.js";
import type { FlushScheduler } from "./base/flush-scheduler.js";
import type { Logger } from "./base/logger.js";
import type { Tasks } from "./base/tasks.js";
import type { NodeInfo } from "./cluster/node-info.js";
import type { ClusterEngine } from "./cluster-engine.js";
import type { DispatchParts } from "./dispatch/dispatch-parts.js";
import type { ForwardMessage } from "./dispatch/forward-message.js";
import { forwarderFor } from "./forward/forwarder.js";
import { MemberPushes } from "./forward/member-pushes.js";
import { RemoteSessions } from "./forward/remote-sessions.js";
import { RouteService } from "./forward/route-service.js";
import { Router } from "./forward/router.js";
import { SessionOps } from "./forward/session-ops.js";
import { SessionPushes } from "./forward/session-pushes.js";
import type { Groups } from "./groups/groups.js";
import type { PushPacket } from "./groups/rooms.js";
import type { JobQueue } from "./jobs/job-queue.js";
import { RemoteJobs } from "./jobs/remote-jobs.js";
import type { NodeTelemetry } from "./node-telemetry.js";
import { OnceRuns } from "./once/once-runs.js";
import { Peers } from "./peers/peers.js";
import { membersHere } from "./push/handles.js";
import type { Pusher } from "./push/pusher.js";
import { Revocations } from "./revocation/revocations.js";
import { REMOTE_METHOD } from "./rpc/remote-head.js";
import { RemoteService } from "./rpc/remote-service.js";
import { RemoteTable } from "./rpc/remote-table.js";
import { Rpc } from "./rpc/rpc.js";
import type { LiveSession } from "./session/live-session.js";
import type { SessionIndex } from "./session/session-index.js";
import type { WatchCall } from "./traces/watch-calls.js";

/** What a node works with among others. */
export interface ClusterNodeParts {
  readonly id: string;
  readonly engine: ClusterEngine;
  readonly queue: JobQueue;
  readonly sessions: SessionIndex;
  readonly groups: Groups;
  readonly pusher: Pusher;
  readonly makeFrame: (packet: PushPacket) => Uint8Array | undefined;
  readonly parseData: (value: unknown) => unknown;
  readonly check: boolean;
  /** How long a message of a client may take elsewhere, in ms. */
  readonly forwardMs: number;
  /** How long the effect of a `once` request is remembered, in ms. */
  readonly onceMs: number;
  /** How long a revocation is kept, in ms. */
  readonly maxTokenMs: number;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  readonly scheduler: FlushScheduler;
  readonly tasks: Tasks;
  readonly logger: Logger;
  readonly telemetry: NodeTelemetry;
}

/** How long another node may take to do something to its session, or to say whom it holds, in ms. */
const SESSION_OP_MS = 5_000;

/** A node among others: what it asks them, and what it answers them. Alone it only ever asks itself. */
export class ClusterNode {
  readonly peers: Peers;
  readonly router: Router;
  readonly remotes = new RemoteTable();
  readonly contexts = new CallContexts();
  readonly rpc: Rpc;
  readonly jobs: RemoteJobs;
  readonly once: OnceRuns;
  readonly memberPushes: MemberPushes;
  readonly revocations: Revocations;
  readonly #parts: ClusterNodeParts;
  readonly #watchForward: WatchCall | undefined;
  readonly #ops: SessionOps;
  readonly #pushes: SessionPushes;
  #remoteSessions: RemoteSessions | undefined;

  constructor(parts: ClusterNodeParts) {
    const { id, engine, queue, sessions, groups, pusher, check, clock, deadlines, scheduler, tasks, logger } = parts;
    const { bus, time, nodes } = engine;
    const { telemetry } = parts;
    const { meters } = telemetry;
    this.#parts = parts;
    this.#watchForward = telemetry.watch("client", (seconds, service, code) =>
      meters?.forwardSeconds(seconds, { service, code }),
    );
    const inboxOf = (node: string): string => engine.inboxOf(node);
    this.peers = new Peers({ node: id, bus, inboxOf, time, clock, deadlines, scheduler, logger });
    const { peers, contexts } = this;
    const isAlive = (node: string): boolean => engine.discovery.isAlive(node);
    const { once: store } = engine;
    this.once = new OnceRuns({
      node: id,
      store,
      peers,
      isAlive,
      clock,
      logger,
      windowMs: parts.onceMs,
      counted: meters && ((outcome) => meters.once(1, { outcome })),
    });
    this.router = new Router({ nodes, isSuspect: (node) => peers.isSuspect(node) });
    this.rpc = new Rpc({
      ...{ peers, nodes, time, contexts, random: Math.random },
      watch: telemetry.watchOwn("client", (seconds, remote, code) => meters?.rpcSeconds(seconds, { remote, code })),
    });
    this.#ops = new SessionOps({
      ...{ peers, sessions, tasks, deadlines, isAlive, timeoutMs: SESSION_OP_MS },
      store: engine.resume,
    });
    const isIn = groups.isIn.bind(groups);
    this.#pushes = new SessionPushes({ peers, sessions, isIn, makeFrame: parts.makeFrame });
    this.memberPushes = new MemberPushes({
      ...{ node: id, nodes, peers, pusher, logger, pushes: this.#pushes, timeoutMs: SESSION_OP_MS },
      membersOf: (group) => membersHere(groups, group),
    });
    this.revocations = new Revocations({
      ...{ bus, clock, logger, tasks, store: engine.revocations, channel: engine.revocationChannel },
      keepMs: parts.maxTokenMs,
    });
    const table = this.remotes;
    const service = new RemoteService({
      ...{ table, deadlines, time, contexts, logger, check },
      watch: telemetry.watch("server", (seconds, remote, code) => meters?.remoteSeconds(seconds, { remote, code })),
    });
    peers.serve(REMOTE_METHOD, (call) => service.take(call));
    this.jobs = new RemoteJobs({
      ...{ node: id, queue, table, service, time, contexts, check },
      watchEnqueue: telemetry.watchOwn("producer", (_, remote, result) => meters?.jobsEnqueued(1, { remote, result })),
      counted: meters && ((remote, result) => meters.jobs(1, { remote, result })),
    });
  }

  /** Tells what handlers' calls to remotes inherit; a server alone that serves none has nothing to call. */
  contextOf(among: boolean): DispatchParts["contextOf"] {
    if (!among && this.remotes.services.length === 0) return undefined;
    const { time } = this.#parts.engine;
    return ({ session, trace }, timeoutMs) => {
      const uid = session.anonymous ? undefined : session.uid;
      const context = { uid, deadline: time.now() + timeoutMs, trace };
      return (work) => this.contexts.run(context, work);
    };
  }

  /** Makes what takes a session's messages to other nodes. */
  forwardFor(session: LiveSession, dispatch: DispatchParts): ForwardMessage {
    const { forwardMs: timeoutMs, clock } = this.#parts;
    const { peers, router } = this;
    const now = (): number => clock.monotonic();
    return forwarderFor(session, {
      ...dispatch,
      peers,
      router,
      now,
      timeoutMs,
      mailbox: dispatch.limits.mailbox,
      watchForward: this.#watchForward,
    });
  }

  /** Tells the nodes that care about a session that it goes on elsewhere. */
  sessionMoved(session: string): void {
    this.#ops.moved(session);
  }

  /** Serves the messages that other nodes hand on, with the routes of `dispatch`. */
  serveRoutes(dispatch: DispatchParts): void {
    const ops = this.#ops;
    const ports = {
      ask: ops.ask.bind(ops),
      tell: ops.tell.bind(ops),
      onClose: ops.onClose.bind(ops),
      follow: ops.follow.bind(ops),
      parseData: this.#parts.parseData,
      push: (node: string, session: string, push: string, data: unknown) =>
        this.#parts.pusher.send(push, data, {}, (packet) => this.#pushes.send(node, session, packet)),
    };
    const sessions = new RemoteSessions(ports, dispatch.limits);
    this.#remoteSessions = sessions;
    new RouteService({ peers: this.peers, time: this.#parts.engine.time, dispatch, sessions });
  }

  /** Connects, learns of the other nodes, and takes what they send. Rejects with `UNAVAILABLE`. */
  async connect(): Promise<void> {
    const { engine, id } = this.#parts;
    this.remotes.seal();
    await engine.start();
    await this.peers.start();
    await this.revocations.start();
    engine.discovery.onChange(({ type, node }) => {
      if (type === "left" && node.id !== id) this.#nodeLeft(node.id);
    });
    await engine.discovery.watch();
  }

  /** Makes this node known to the others: from now on they send it what it serves. Rejects with `UNAVAILABLE`. */
  async join(self: NodeInfo): Promise<void> {
    await this.#parts.engine.discovery.join(self);
  }

  async close(): Promise<void> {
    await this.jobs.close();
    this.peers.close();
    await this.revocations.close();
    await this.#parts.engine.close();
  }

  #nodeLeft(node: string): void {
    this.peers.nodeLeft(node);
    this.#ops.nodeLeft(node);
    this.#remoteSessions?.nodeLeft(node);
  }
}
