import type { Schema, SchemaLike, Serializer } from "@volley/protocol";
import {
  type Clock,
  type ContractParts,
  checkTag,
  checkUid,
  DEFAULT_LIMITS,
  type Deadlines,
  parse,
  type RouteTable,
} from "@volley/protocol/internal";
import type { GroupOfContract } from "./app/group-of.js";
import type { HandlerTable } from "./app/handler-table.js";
import { withAuthDefaults } from "./auth/auth-options.js";
import type { FlushScheduler } from "./base/flush-scheduler.js";
import type { Logger } from "./base/logger.js";
import type { Tasks } from "./base/tasks.js";
import { beginTelemetry } from "./begin-telemetry.js";
import type { ClusterEngine } from "./cluster-engine.js";
import type { ClusterNode } from "./cluster-node.js";
import type { SessionNewsChannel } from "./directory/session-news.js";
import type { Uniqueness } from "./directory/user-directory.js";
import type { DispatchParts } from "./dispatch/dispatch-parts.js";
import { createRoutes } from "./dispatch/route-runtime.js";
import type { HandshakeValidator } from "./gateway/admission.js";
import { Bindings } from "./gateway/bindings.js";
import { Gateway } from "./gateway/gateway.js";
import type { GatewayParts } from "./gateway/gateway-parts.js";
import { Identities } from "./gateway/identities.js";
import type { Groups } from "./groups/groups.js";
import { readJoinArguments } from "./groups/join-arguments.js";
import { groupRoom, type Rooms, tagRoom } from "./groups/rooms.js";
import type { RateLimits } from "./limits/rate-limits.js";
import type { NodeIdentity } from "./node-identity.js";
import type { NodeRights } from "./node-rights.js";
import type { NodeSelf } from "./node-self.js";
import type { NodeTelemetry } from "./node-telemetry.js";
import type { Limits, ServerOptions } from "./options.js";
import type { LayerTable } from "./pipeline/layer-table.js";
import type { Pusher } from "./push/pusher.js";
import type { Streams } from "./push-log/streams.js";
import type { Resumes } from "./resume/resumes.js";
import type { LiveSession } from "./session/live-session.js";
import { MessageJoiner } from "./session/message-joiner.js";
import { Outbox } from "./session/outbox.js";
import type { SessionHooks } from "./session/session-hooks.js";
import type { SessionIndex } from "./session/session-index.js";
import { startWarnings } from "./start-warnings.js";

/** What the gateway takes from its node. */
export interface GatewaySources {
  readonly identity: NodeIdentity;
  readonly contract: ContractParts & { readonly fingerprint: string };
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly serializer: Serializer;
  readonly tasks: Tasks;
  readonly deadlines: Deadlines;
  readonly scheduler: FlushScheduler;
  readonly table: RouteTable;
  readonly handlers: HandlerTable;
  readonly layers: LayerTable;
  readonly sessions: SessionIndex;
  readonly engine: ClusterEngine;
  readonly cluster: ClusterNode;
  readonly rooms: Rooms;
  /** How often clients may do what. */
  readonly rates: RateLimits;
  readonly pusher: Pusher;
  readonly streams: Streams;
  readonly groups: Groups;
  readonly news: SessionNewsChannel;
  readonly resumes: Resumes | undefined;
  readonly rights: NodeRights;
  readonly hooks: SessionHooks;
  readonly self: NodeSelf;
  /** Whether the node lets clients in. */
  readonly drainage: { readonly isShut: boolean };
  readonly validators: readonly HandshakeValidator[];
  readonly uniqueness: Uniqueness;
  readonly check: boolean;
  readonly telemetry: NodeTelemetry;
  ready(): Promise<void>;
  groupOf(pattern: string, params?: Readonly<Record<string, string | number>>): GroupOfContract;
  parseData(value: unknown): unknown;
}

/** Makes what a node's connections are brought to, and ends registration. Throws `NOT_FOUND`, `UNSUPPORTED` or `CONFLICT`. */
export function createGateway(node: GatewaySources): Gateway {
  const { authenticate, anonymous = false, limits = {}, timeouts = {}, connectionLayers = [] } = node.options;
  const place = {
    isProduction: process.env["NODE_ENV"] === "production",
    isFrontend: node.identity.role !== "backend",
  };
  for (const warning of startWarnings(node.options, place)) node.logger.warn(warning);
  const dispatch = createDispatch(node);
  node.cluster.serveRoutes(dispatch);
  const { table, rooms, sessions, groups, streams, hooks, logger, identity, resumes } = node;
  const common = { serializer: node.serializer, deadlines: node.deadlines, logger, tasks: node.tasks };
  const { directory } = node.engine;
  const { memberships } = node.rights;
  const { revocations } = node.cluster;
  const { clock } = node;
  const identities = new Identities({
    ...{ clock, revocations, random: Math.random, bindMs: timeouts.bindMs },
    graceMs: withAuthDefaults(node.options.auth).refreshGraceMs,
  });
  const uniqueness = (): Uniqueness => node.uniqueness;
  const { meters } = node.telemetry;
  const gateway = new Gateway({
    ...{ ...common, meters },
    table,
    fingerprint: node.contract.fingerprint,
    sessions,
    ...{ rooms, groups, resumes, streams, clock, identities, memberships },
    refreshed: (session) => memberships.recheck(session, { reason: "refresh" }),
    now: () => node.clock.now(),
    memory: () => node.engine.once.memory,
    moved: (session) => node.cluster.sessionMoved(session),
    limits: {
      messageBytes: limits.messageBytes ?? DEFAULT_LIMITS.messageBytes,
      frames: limits.frames ?? DEFAULT_LIMITS.frames,
    },
    admission: {
      ...common,
      authenticate,
      anonymous,
      validators: node.validators,
      refuses: (who) => revocations.refuses(who),
      ready: () => node.ready(),
      parseClaims: (value) => parseWith(node.options.claims, value, "the user's claims"),
      parseData: (value) => node.parseData(value),
      timeoutMs: timeouts.authenticateMs ?? 10_000,
      authFailed: meters && ((reason) => meters.authFailed(1, { reason })),
    },
    hooks,
    connectionLayers:
      connectionLayers.length === 0 ? undefined : { layers: connectionLayers, logger, clock: node.clock },
    openMs: timeouts.openMs ?? 5_000,
    finishMs: Math.max(timeouts.handlerMs ?? 30_000, timeouts.forwardMs ?? 30_000),
    bindings: new Bindings({
      ...{ ...common, sessions, rooms, groups, streams, directory, uniqueness, resumes, node: identity },
      tell: (news) => void node.news.publish(news),
    }),
    dispatch,
    door: node.rates,
    isShut: () => node.drainage.isShut,
    ports: sessionPorts(node, limits),
  });
  beginTelemetry(node, gateway);
  return gateway;
}

function createDispatch(node: GatewaySources): DispatchParts {
  const { limits = {}, timeouts = {} } = node.options;
  node.layers.seal();
  const routes = createRoutes({
    routes: node.table.routes,
    contractErrors: node.contract.errors,
    handlers: node.handlers.seal(node.options.cluster !== undefined),
    layers: node.layers,
    defaultTimeoutMs: timeouts.handlerMs ?? 30_000,
    watch: node.telemetry.tracer && node.telemetry.watch("server"),
  });
  const dispatch: DispatchParts = {
    routes,
    serializer: node.serializer,
    deadlines: node.deadlines,
    logger: node.logger,
    now: () => node.clock.now(),
    check: node.check,
    limits: { mailbox: limits.mailbox ?? 128, inFlight: limits.inFlight ?? 512 },
    rates: node.rates,
    contextOf: node.cluster.contextOf(node.options.cluster !== undefined || node.options.jobs !== undefined),
    once: node.cluster.once,
    groups: node.rights.operations,
    groupMs: timeouts.handlerMs ?? 30_000,
    watchRequests: node.telemetry.watchRequests,
    routed: (service) => node.cluster.router.has(service),
    drained: (service) => node.self.draining && node.handlers.refusesDrained(service),
    forwardFor: (session) => node.cluster.forwardFor(session, dispatch),
  };
  return dispatch;
}

function sessionPorts(
  node: GatewaySources,
  { queuedBytes = 1_048_576, queuedMessages = 1_024, queuedMs = 10_000, slowBytes = 65_536 }: Limits,
): GatewayParts["ports"] {
  const outboxes = {
    scheduler: node.scheduler,
    joiner: new MessageJoiner(),
    limits: { bytes: queuedBytes, messages: queuedMessages, ms: queuedMs },
    slowBytes,
    now: () => node.clock.monotonic(),
    onDropped: () => node.telemetry.droppedPushes++,
  };
  return {
    join: (session, pattern, ...args) => join(node, session, pattern, args),
    leave: async (session, pattern, params) => {
      const { name } = node.groupOf(pattern, params);
      await node.groups.leave(session, name);
    },
    push: (session, push, data) => node.pusher.toSession(session, push, data),
    tag: (session, tag) => void node.rooms.join(session.id, tagRoom(checkTag(tag))),
    untag: (session, tag) => void node.rooms.leave(session.id, tagRoom(tag)),
    parseData: (value) => node.parseData(value),
    checkUid,
    openOutbox: (session, connection) =>
      new Outbox(connection, outboxes, (waiting, givenUp) => {
        node.hooks.slow(session, { ...waiting, givenUp });
        if (givenUp) session.disconnect({ reason: "slow" });
      }),
  };
}

async function join(
  node: GatewaySources,
  session: LiveSession,
  pattern: string,
  args: readonly (object | undefined)[],
): Promise<void> {
  const { params, info, last } = readJoinArguments(pattern, args);
  const group = node.groupOf(pattern, params);
  if (node.check && group.presence !== undefined) {
    await parse(group.presence.info, info, `the presence in the group ${group.name}`);
  }
  const room = groupRoom(group.name);
  const before = node.rooms.roomsOf(session.id).includes(room);
  if (last > 0) node.streams.showLast(session.id, group.name, last);
  await node.groups.join(session, group, info);
  try {
    await node.streams.settled(session.id, group.name);
  } catch (error) {
    if (!before) await node.groups.leave(session, group.name);
    throw error;
  }
  if (!session.closed) session.groups.add(group.name, { pattern, params, info });
}

function parseWith(schema: SchemaLike | undefined, value: unknown, what: string): unknown {
  return schema === undefined ? value : parse(schema as Schema, value, what);
}
