import type { AnyContract, Schema, SchemaLike } from "@volley/protocol";
import { jsonSerializer } from "@volley/protocol";
import {
  type Clock,
  type ContractParts,
  checkTag,
  checkUid,
  createRouteTable,
  createSystemClock,
  DEFAULT_LIMITS,
  Deadlines,
  groupName,
  type PresenceDefinition,
  parse,
  type RouteTable,
  systemError,
} from "@volley/protocol/internal";
import { HandlerTable } from "./app/handler-table.js";
import { refuseUnsupported } from "./app/unsupported.js";
import { FlushScheduler } from "./base/flush-scheduler.js";
import { handled } from "./base/handled.js";
import { consoleLogger, type Logger } from "./base/logger.js";
import { settledWithin } from "./base/settled-within.js";
import { Tasks } from "./base/tasks.js";
import { createRouteRuntimes, type RouteRuntime } from "./dispatch/route-runtime.js";
import type { Acceptor } from "./gateway/acceptor.js";
import type { HandshakeValidator } from "./gateway/admission.js";
import { Gateway, type GatewayParts } from "./gateway/gateway.js";
import { AdapterRooms } from "./groups/adapter-rooms.js";
import { Groups } from "./groups/groups.js";
import { readJoinArguments } from "./groups/join-arguments.js";
import { type Rooms, tagRoom } from "./groups/rooms.js";
import { ModuleHost } from "./modules/module-host.js";
import { Timers } from "./modules/timers.js";
import type { ServerOptions } from "./options.js";
import { LayerTable } from "./pipeline/layer-table.js";
import { framePush } from "./push/frame-push.js";
import { pushPresence } from "./push/presence-pushes.js";
import { Pusher } from "./push/pusher.js";
import type { LiveSession } from "./session/live-session.js";
import { Outbox } from "./session/outbox.js";
import { SessionHooks } from "./session/session-hooks.js";
import { SessionIndex } from "./session/session-index.js";

/** A server process at work: everything behind `createServer`'s typed surface, put together. */
export class VolleyNode {
  readonly contract: ContractParts & { readonly fingerprint: string };
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly table: RouteTable;
  readonly handlers: HandlerTable;
  readonly layers: LayerTable;
  readonly sessions = new SessionIndex();
  readonly rooms: Rooms;
  readonly pusher: Pusher;
  readonly groups: Groups;
  readonly hooks: SessionHooks;
  readonly modules: ModuleHost;
  readonly timers: Timers;
  readonly validators: HandshakeValidator[] = [];
  readonly #tasks: Tasks;
  readonly #deadlines: Deadlines;
  readonly #scheduler = new FlushScheduler();
  readonly #acceptors: Acceptor[] = [];
  #gateway: Gateway | undefined;
  #ready: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(contract: AnyContract, options: ServerOptions) {
    this.contract = contract as unknown as typeof this.contract;
    this.options = options;
    this.clock = options.clock ?? createSystemClock();
    this.logger = options.logger ?? consoleLogger();
    this.table = createRouteTable(this.contract);
    this.handlers = new HandlerTable(this.table.routes);
    this.layers = new LayerTable(this.table.routes);
    this.#tasks = new Tasks(this.logger);
    this.#deadlines = new Deadlines(this.clock);
    this.hooks = new SessionHooks(this.#tasks);
    this.modules = new ModuleHost(this.logger);
    this.timers = new Timers(this.clock, this.#tasks);
    this.rooms = new AdapterRooms((packet) => framePush(this.table, packet));
    const { presenceGraceMs: graceMs = 5_000 } = options.timeouts ?? {};
    this.groups = new Groups({
      rooms: this.rooms,
      sessions: this.sessions,
      clock: this.clock,
      tasks: this.#tasks,
      logger: this.logger,
      graceMs,
      announce: (group, event) => pushPresence(this.pusher, group, event),
    });
    const { serializer = jsonSerializer() } = options;
    const { table, rooms, logger } = this;
    this.pusher = new Pusher({ table, rooms, logger, serializer, check: this.#check });
  }

  /** Ends registration and opens the gateway, once. Throws what `attach` promises to throw. */
  start(): Gateway {
    if (this.#closing !== undefined) throw systemError("CONFLICT", "the server is closed; make a new one");
    this.#gateway ??= this.#createGateway();
    return this.#gateway;
  }

  /** Starts the modules, once; clients wait at the door until that is done. Rejects with what stopped the start. */
  ready(): Promise<void> {
    this.#ready ??= handled(this.modules.start());
    return this.#ready;
  }

  /** Makes `close` wait for an acceptor. */
  use(acceptor: Acceptor): void {
    this.#acceptors.push(acceptor);
  }

  /** Ends every session, then every connection; idempotent, and bounded by `timeouts.closeMs`. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  /** Fills a pattern of the contract. Throws `BAD_REQUEST` for an unknown one, or a param that can't stand in a name. */
  groupOf(pattern: string, params?: Readonly<Record<string, string | number>>): GroupOfContract {
    const { groups } = this.contract;
    // A contract without groups lets any name be one.
    if (Object.keys(groups).length === 0) {
      return { name: groupName(pattern, params), allowed: undefined, presence: undefined };
    }
    const group = Object.hasOwn(groups, pattern) ? groups[pattern] : undefined;
    if (group === undefined) throw systemError("BAD_REQUEST", `the contract has no group "${pattern}"`);
    return { name: groupName(pattern, params), allowed: group.pushes, presence: group.presence };
  }

  get #check(): boolean {
    return this.options.check ?? process.env["NODE_ENV"] !== "production";
  }

  async #close(): Promise<void> {
    this.timers.close();
    const { closeMs = 2_000 } = this.options.timeouts ?? {};
    if (!(await settledWithin(this.#closeInOrder(), closeMs, this.clock))) {
      this.logger.warn("closing took too long; something was cut off", { closeMs });
    }
    // However far that came, its timers end.
    this.#tasks.watch("leaving all groups", this.groups.close());
    this.#deadlines.clear();
  }

  async #closeInOrder(): Promise<void> {
    await this.#ready?.catch(() => {});
    await this.modules.beforeShutdown();
    for (const session of this.sessions.all()) session.close({ reason: "going-away" });
    await Promise.all([this.#tasks.settled(), ...this.#acceptors.map((acceptor) => acceptor.close())]);
    await this.groups.close();
    await this.modules.shutdown();
  }

  #createGateway(): Gateway {
    refuseUnsupported(this.contract);
    const { authenticate, anonymous = false, limits = {}, timeouts = {}, serializer = jsonSerializer() } = this.options;
    if (authenticate === undefined && !anonymous) {
      this.logger.warn("no authenticate: everybody is let in, as nobody; say anonymous: true if that is meant");
    }
    const common = { serializer, deadlines: this.#deadlines, logger: this.logger, now: () => this.clock.now() };
    const parseData = (value: unknown): unknown => this.#parseData(value);
    return new Gateway({
      table: this.table,
      fingerprint: this.contract.fingerprint,
      sessions: this.sessions,
      rooms: this.rooms,
      tasks: this.#tasks,
      now: common.now,
      limits: {
        messageBytes: limits.messageBytes ?? DEFAULT_LIMITS.messageBytes,
        frames: limits.frames ?? DEFAULT_LIMITS.frames,
      },
      admission: {
        ...common,
        authenticate,
        anonymous,
        validators: this.validators,
        ready: () => this.ready(),
        parseClaims: (value) => parseWith(this.options.claims, value, "the user's claims"),
        parseData,
        timeoutMs: timeouts.authenticateMs ?? 10_000,
      },
      hooks: this.hooks,
      deadlines: this.#deadlines,
      openMs: timeouts.openMs ?? 5_000,
      groups: this.groups,
      dispatch: {
        ...common,
        routes: this.#createRoutes(timeouts.handlerMs ?? 30_000),
        check: this.#check,
        limits: { mailbox: limits.mailbox ?? 128, inFlight: limits.inFlight ?? 512 },
      },
      ports: this.#sessionPorts(limits.queuedBytes ?? 1_048_576),
    });
  }

  #createRoutes(defaultTimeoutMs: number): readonly RouteRuntime[] {
    this.layers.seal();
    return createRouteRuntimes({
      routes: this.table.routes,
      contractErrors: this.contract.errors,
      handlers: this.handlers.seal(),
      layers: this.layers,
      defaultTimeoutMs,
    });
  }

  #sessionPorts(maxQueuedBytes: number): GatewayParts["ports"] {
    return {
      join: (session, pattern, ...args) => this.#join(session, pattern, args),
      leave: async (session, pattern, params) => this.groups.leave(session, this.groupOf(pattern, params).name),
      push: (session, push, data) => this.pusher.toSession(session, push, data),
      tag: (session, tag) => void this.rooms.join(session.id, tagRoom(checkTag(tag))),
      untag: (session, tag) => void this.rooms.leave(session.id, tagRoom(tag)),
      parseData: (value) => this.#parseData(value),
      checkUid,
      openOutbox: (session, connection) =>
        new Outbox(connection, {
          scheduler: this.#scheduler,
          maxQueuedBytes,
          onSlow: () => session.close({ reason: "slow" }),
        }),
    };
  }

  async #join(session: LiveSession, pattern: string, args: readonly object[]): Promise<void> {
    const { params, info } = readJoinArguments(pattern, args);
    const group = this.groupOf(pattern, params);
    if (this.#check && group.presence !== undefined) {
      await parse(group.presence.info, info, `the presence in the group ${group.name}`);
    }
    await this.groups.join(session, group, info);
  }

  #parseData(value: unknown): unknown {
    return parseWith(this.options.session, value, "the session's data");
  }
}

function parseWith(schema: SchemaLike | undefined, value: unknown, what: string): unknown {
  return schema === undefined ? value : parse(schema as Schema, value, what);
}

/** A group, and what may be pushed to it: undefined for everything. */
export interface GroupOfContract {
  readonly name: string;
  readonly allowed: readonly string[] | undefined;
  readonly presence: PresenceDefinition | undefined;
}
