import type { AnyContract, Schema, Serializer } from "@volley/protocol";
import { jsonSerializer } from "@volley/protocol";
import {
  type Clock,
  type ContractParts,
  createRouteTable,
  createSystemClock,
  Deadlines,
  parse,
  type RouteTable,
  systemError,
} from "@volley/protocol/internal";
import { type GroupOfContract, groupOf } from "./app/group-of.js";
import { HandlerTable } from "./app/handler-table.js";
import { withAuthDefaults } from "./auth/auth-options.js";
import { FlushScheduler } from "./base/flush-scheduler.js";
import { handled } from "./base/handled.js";
import { consoleLogger, type Logger } from "./base/logger.js";
import { plainLogger } from "./base/plain-logger.js";
import { settledWithin } from "./base/settled-within.js";
import { Tasks } from "./base/tasks.js";
import type { Unsubscribe } from "./base/unsubscribe.js";
import { publishAfter } from "./cluster/publish-after.js";
import type { ClusterEngine } from "./cluster-engine.js";
import { ClusterNode } from "./cluster-node.js";
import { type SessionNews, SessionNewsChannel } from "./directory/session-news.js";
import type { Uniqueness } from "./directory/user-directory.js";
import type { Acceptor } from "./gateway/acceptor.js";
import type { HandshakeValidator } from "./gateway/admission.js";
import type { Gateway } from "./gateway/gateway.js";
import { AdapterRooms } from "./groups/adapter-rooms.js";
import { clusterAdapter } from "./groups/cluster-adapter.js";
import { Groups } from "./groups/groups.js";
import type { PushPacket, Rooms } from "./groups/rooms.js";
import { memoryJobs } from "./jobs/memory-jobs.js";
import { noJobs } from "./jobs/no-jobs.js";
import { memoryCluster } from "./memory-cluster.js";
import { ModuleHost } from "./modules/module-host.js";
import { Timers } from "./modules/timers.js";
import { createGateway } from "./node-gateway.js";
import { type NodeIdentity, nodeIdentity } from "./node-identity.js";
import { createLimits } from "./node-limits.js";
import { createResumes } from "./node-resumes.js";
import { createRights, type NodeRights } from "./node-rights.js";
import { NodeSelf } from "./node-self.js";
import { createStreams } from "./node-streams.js";
import { createTelemetry, type NodeTelemetry } from "./node-telemetry.js";
import type { ServerOptions } from "./options.js";
import { LayerTable } from "./pipeline/layer-table.js";
import { framePush } from "./push/frame-push.js";
import type { HistoryParts } from "./push/history.js";
import { pushPresence } from "./push/presence-pushes.js";
import { Pusher } from "./push/pusher.js";
import { Receipts } from "./push/receipts.js";
import type { Snapshots } from "./push/snapshots.js";
import type { Streams } from "./push-log/streams.js";
import type { Resumes } from "./resume/resumes.js";
import { SessionHooks } from "./session/session-hooks.js";
import { SessionIndex } from "./session/session-index.js";

/** A server process at work: everything behind `createServer`'s typed surface, put together. */
export class VolleyNode {
  readonly identity: NodeIdentity;
  readonly contract: ContractParts & { readonly fingerprint: string };
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly table: RouteTable;
  readonly telemetry: NodeTelemetry;
  readonly handlers: HandlerTable;
  readonly layers: LayerTable;
  readonly sessions = new SessionIndex();
  readonly engine: ClusterEngine;
  readonly cluster: ClusterNode;
  readonly rates: ReturnType<typeof createLimits>;
  readonly rooms: Rooms;
  readonly pusher: Pusher;
  readonly streams: Streams;
  readonly snapshots: Snapshots;
  /** What the history of groups is read with. */
  readonly history: HistoryParts;
  readonly receipts: Receipts;
  readonly groups: Groups;
  /** What clients may do to groups by themselves. */
  readonly rights: NodeRights;
  readonly news: SessionNewsChannel;
  readonly resumes: Resumes | undefined;
  readonly hooks: SessionHooks;
  readonly modules: ModuleHost;
  readonly timers: Timers;
  readonly validators: HandshakeValidator[] = [];
  /** Whether clients are let in. */
  readonly drainage = { isShut: false };
  /** Which older sessions of a user a new one replaces. */
  uniqueness: Uniqueness = "none";
  readonly serializer: Serializer;
  readonly tasks: Tasks;
  readonly deadlines: Deadlines;
  readonly scheduler = new FlushScheduler();
  /** What this node says of itself. */
  readonly self: NodeSelf;
  readonly #acceptors: Acceptor[] = [];
  #connected = false;
  #wantsNews = false;
  #gateway: Gateway | undefined;
  #ready: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(contract: AnyContract, options: ServerOptions) {
    this.contract = contract as unknown as typeof this.contract;
    this.options = options;
    this.identity = nodeIdentity(options);
    this.clock = options.clock ?? createSystemClock();
    this.logger = plainLogger(options.logger ?? consoleLogger());
    this.telemetry = createTelemetry(this);
    this.table = createRouteTable(this.contract);
    this.handlers = new HandlerTable(this.table.routes);
    this.layers = new LayerTable(this.table.routes);
    this.serializer = options.serializer ?? jsonSerializer();
    this.tasks = new Tasks(this.logger);
    this.deadlines = new Deadlines(this.clock);
    this.hooks = new SessionHooks(this.tasks);
    this.modules = new ModuleHost(this.logger);
    this.timers = new Timers(this.clock, this.tasks);
    const { table, clock, logger, identity, telemetry } = this;
    const { counters, redis: meter } = telemetry;
    this.engine = (options.cluster ?? memoryCluster()).engine({
      ...{ node: identity, clock, logger, counters, meter },
      discovery: options.discovery,
    });
    this.rates = createLimits(this);
    const jobs = options.jobs ?? (options.cluster === undefined ? memoryJobs() : noJobs());
    const makeFrame = (packet: PushPacket) => framePush(table, packet);
    const { roomsKey: key } = this.engine;
    // G2: a push must not overtake a reply to the same node that was written before it.
    const bus = publishAfter(this.engine.bus, () => this.cluster.peers.flush());
    const adapter = options.cluster && clusterAdapter(this.engine.fanout, { bus, key, counters, clock });
    this.rooms = new AdapterRooms(makeFrame, { adapter, type: identity.type, counters });
    const { rooms, sessions } = this;
    this.self = new NodeSelf({
      ...{ identity, discovery: this.engine.discovery, contract: this.contract.fingerprint },
      serves: () => ({ services: this.handlers.services, remotes: this.cluster.remotes.services }),
      metadata: options.metadata ?? {},
    });
    const { presenceGraceMs: graceMs = 5_000 } = options.timeouts ?? {};
    this.groups = new Groups({
      ...{ rooms, sessions, clock, logger, graceMs, tasks: this.tasks },
      announce: (group, event) => pushPresence(this.pusher, group, event),
      cluster: options.cluster && this.engine.groups,
    });
    const kept = createStreams(this);
    this.streams = kept.streams;
    this.snapshots = kept.snapshots;
    this.history = { log: this.engine.log, rules: kept.rules, table, serializer: this.serializer };
    const streams = { rules: kept.rules, appender: kept.streams };
    this.pusher = new Pusher({
      ...{ table, rooms, streams, logger, serializer: this.serializer, check: this.check },
      ...{ counted: telemetry.pushed, watch: telemetry.watchOwn("producer") },
    });
    this.rights = createRights(this);
    this.receipts = new Receipts({ sessions, directory: this.engine.directory, type: identity.type });
    this.news = new SessionNewsChannel({ bus: this.engine.bus, channel: this.engine.sessionNewsChannel, logger });
    this.cluster = new ClusterNode({
      id: identity.id,
      engine: this.engine,
      queue: jobs.queue({ node: identity, clock, random: Math.random, logger }),
      sessions,
      groups: this.groups,
      pusher: this.pusher,
      makeFrame,
      parseData: (value) => this.parseData(value),
      check: this.check,
      forwardMs: options.timeouts?.forwardMs ?? 30_000,
      onceMs: options.timeouts?.onceMs ?? 120_000,
      ...withAuthDefaults(options.auth),
      ...{ telemetry, clock, logger, deadlines: this.deadlines, scheduler: this.scheduler, tasks: this.tasks },
    });
    this.resumes = createResumes(this, (revoked) => this.hooks.revoked(revoked));
  }

  /** Ends registration, once. Throws what `attach` promises to throw. */
  start(): Gateway {
    if (this.#closing !== undefined) throw systemError("CONFLICT", "the server is closed; make a new one");
    this.#gateway ??= createGateway(this);
    return this.#gateway;
  }

  get gateway(): Gateway | undefined {
    return this.#gateway;
  }

  /** Joins the cluster and starts the modules, once; clients wait at the door until that is done. Rejects with what stopped the start. */
  ready(): Promise<void> {
    this.#ready ??= handled(this.#open());
    return this.#ready;
  }

  /** Whether something brings connections here. */
  get hasAcceptor(): boolean {
    return this.#acceptors.length > 0;
  }

  /** Makes `close` wait for an acceptor. */
  use(acceptor: Acceptor): void {
    this.#acceptors.push(acceptor);
  }

  /** Calls the handler for sessions that are bound or end anywhere. Only nodes that want these news listen to them. */
  onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe {
    this.#wantsNews = true;
    if (this.#connected) this.tasks.watch("listening to session news", this.news.start());
    return this.news.onSessionNews(handler);
  }

  /** Ends every session, then every connection; idempotent, and bounded by `timeouts.closeMs`. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Fills a pattern of the contract. Throws `BAD_REQUEST` for an unknown one, or a param that can't stand in a name. */
  groupOf(pattern: string, params?: Readonly<Record<string, string | number>>): GroupOfContract {
    return groupOf(this.contract.groups, pattern, params);
  }

  /** Whether what this node sends is held against its schemas first. */
  get check(): boolean {
    return this.options.check ?? process.env["NODE_ENV"] !== "production";
  }

  async #open(): Promise<void> {
    await this.cluster.connect();
    this.#connected = true;
    try {
      if (this.#wantsNews) await this.news.start();
      await this.rooms.ready();
      await this.groups.start();
      await this.rights.rechecks.start();
      this.engine.discovery.onChange(({ type, node }) => type === "left" && this.groups.nodeGone(node.id));
      await this.cluster.jobs.start();
      await this.modules.start();
      await this.self.join((self) => this.cluster.join(self));
      if (!this.self.draining) this.cluster.jobs.work();
    } catch (error) {
      await this.cluster.close();
      throw error;
    }
  }

  async #close(): Promise<void> {
    this.timers.close();
    const { closeMs = 2_000 } = this.options.timeouts ?? {};
    if (!(await settledWithin(this.#closeInOrder(), closeMs, this.clock))) {
      this.logger.warn("closing took too long; something was cut off", { closeMs });
    }
    // However far that came, its timers end.
    this.telemetry.close();
    await this.groups.close();
    this.streams.close();
    this.rights.rechecks.close();
    this.news.close();
    this.rooms.stop();
    await this.cluster.close();
    this.deadlines.clear();
  }

  async #closeInOrder(): Promise<void> {
    await this.#ready?.catch(() => {});
    await this.self.drain();
    const drained = this.cluster.jobs.drain();
    await this.modules.beforeShutdown();
    for (const session of this.sessions.all()) session.close({ reason: "going-away" });
    await this.resumes?.close();
    await Promise.all([drained, this.tasks.settled(), ...this.#acceptors.map((acceptor) => acceptor.close())]);
    await this.groups.close();
    await this.modules.shutdown();
  }

  /** Parses session data with the server's schema. */
  parseData(value: unknown): unknown {
    const { session } = this.options;
    return session === undefined ? value : parse(session as Schema, value, "the session's data");
  }
}
