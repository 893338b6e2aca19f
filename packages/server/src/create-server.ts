import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { AnyContract, AnyRemotes, Schema, SchemaLike, SchemaOutput } from "@volley/protocol";
import { DEFAULT_LIMITS, systemError } from "@volley/protocol/internal";
import type { HandlerOptions } from "./app/handler.js";
import { serviceOf } from "./app/handler-table.js";
import type { Uniqueness } from "./directory/user-directory.js";
import type { DrainOptions } from "./drain/drain-options.js";
import { type AdmittedUpgrade, admitUpgrade } from "./edge/admit-upgrade.js";
import { Edge } from "./edge/edge.js";
import { edgeRules } from "./edge/edge-rules.js";
import type { Routing } from "./forward/routing.js";
import type { HandshakeValidator } from "./gateway/admission.js";
import { closeHttpServer, createHttpServer, listen } from "./gateway/http-listener.js";
import { SocketIoAcceptor } from "./gateway/socket-io-acceptor.js";
import { createDrain } from "./node-drain.js";
import { createHealth } from "./node-health.js";
import type { ServerOptions } from "./options.js";
import type { AnyLayer } from "./pipeline/layer.js";
import { everybodyHandle, groupHandle, userHandle, usersHandle } from "./push/handles.js";
import type { SnapshotHandler } from "./push/snapshots.js";
import type { Listening, Server } from "./server.js";
import type { AnyClaims } from "./session/session.js";
import { VolleyNode } from "./volley-node.js";

type AnyData = Schema<Record<string, unknown>, Record<string, unknown>>;

/**
 * Makes a server of a contract. Register handlers, then `attach` it to an HTTP server or let it `listen`. Nothing is
 * opened before that.
 */
export function createServer<
  C extends AnyContract,
  S extends SchemaLike = AnyData,
  Cl extends SchemaLike = Schema<AnyClaims, AnyClaims>,
>(contract: C, options: ServerOptions<S, Cl> = {}): Server<C, SchemaOutput<S>, SchemaOutput<Cl>> {
  const node = new VolleyNode(contract, options as ServerOptions);
  return serverOf(node) as unknown as Server<C, SchemaOutput<S>, SchemaOutput<Cl>>;
}

/** Gives a node its public surface. Its types are loose here; `createServer` puts the contract's on top. */
export function serverOf(node: VolleyNode) {
  let acceptor: SocketIoAcceptor | undefined;
  let ownHttpServer: HttpServer | undefined;
  const { clock, logger } = node;
  const rules = edgeRules(node.options.edge ?? {}, { isProduction: process.env["NODE_ENV"] === "production" });
  const edge = new Edge({ rules, clock, logger });
  node.telemetry.edge = edge;

  function attach(httpServer: HttpServer): void {
    if (node.identity.role === "backend") {
      throw systemError("BAD_REQUEST", "a backend takes no connections: call start(), or make it a frontend");
    }
    const gateway = node.start();
    if (acceptor === undefined) {
      const { path = "/volley", limits, timeouts } = node.options;
      acceptor = new SocketIoAcceptor({
        ...{ gateway, edge, logger, clock },
        path: path.replace(/\/$/, ""),
        messageBytes: limits?.messageBytes ?? DEFAULT_LIMITS.messageBytes,
        connectMs: timeouts?.connectMs ?? 5_000,
      });
      node.use(acceptor);
    }
    acceptor.attach(httpServer);
    node.ready().catch((error: unknown) => node.logger.error("the server could not start", { error }));
  }

  async function end(): Promise<void> {
    await node.close();
    if (ownHttpServer !== undefined) await closeHttpServer(ownHttpServer);
  }
  const drain = createDrain(node, end);
  const health = createHealth(node);
  async function close(): Promise<void> {
    drain.force();
    await end();
  }

  return {
    service: node.handlers.addService.bind(node.handlers),
    handle: node.handlers.add.bind(node.handlers),
    use: (...[first, second]: [AnyLayer] | [string, AnyLayer]) =>
      typeof first === "string" ? node.layers.add(first, second as AnyLayer) : node.layers.add(undefined, first),
    routing: (service: string, routing: Routing<never>) => {
      const isThere = [...node.table.routes].some(({ name }) => serviceOf(name) === service);
      if (!isThere) throw systemError("NOT_FOUND", `the contract has no service "${service}"`);
      node.cluster.router.set(service, routing);
    },
    remotes: (remotes: AnyRemotes, handlers: Readonly<Record<string, unknown>>, options: HandlerOptions = {}) =>
      node.cluster.remotes.add(remotes, handlers, { timeoutMs: options.timeoutMs ?? 30_000 }),
    rpc: node.cluster.rpc.call.bind(node.cluster.rpc),
    enqueue: node.cluster.jobs.enqueue.bind(node.cluster.jobs),
    deadJobs: node.cluster.jobs.dead.bind(node.cluster.jobs),
    get node() {
      return node.self.info;
    },
    get droppedPushes() {
      return node.telemetry.droppedPushes;
    },
    get limited() {
      return node.rates.counts;
    },
    metrics: node.telemetry.app,
    quota: node.rates.quotas.quota.bind(node.rates.quotas),
    nodes: node.engine.nodes.find.bind(node.engine.nodes),
    setMetadata: node.self.setMetadata.bind(node.self),
    online: async (uid: string) => (await node.engine.directory.lookup([uid])).some((sessions) => sessions.length > 0),
    onSessionNews: node.onSessionNews.bind(node),
    replaceSessions: (scope: Uniqueness) => {
      node.uniqueness = scope;
    },
    group: (pattern: string, params?: Readonly<Record<string, string | number>>) =>
      groupHandle(node, node.groupOf(pattern, params), node.cluster.memberPushes),
    user: (uid: string) => userHandle(node, uid),
    users: (uids: readonly string[]) => usersHandle(node, uids),
    everybody: () => everybodyHandle(node.pusher),
    snapshot: (pattern: string, push: string, handler: SnapshotHandler) => {
      if (!node.history.rules.keepsOf(pattern)) {
        throw systemError("BAD_REQUEST", `nothing that goes to "${pattern}" is kept, so nothing of it can be missing`);
      }
      node.snapshots.add(pattern, push, handler);
    },
    policy: node.rights.policies.add.bind(node.rights.policies),
    recheckPolicies: node.rights.rechecks.recheck.bind(node.rights.rechecks),
    session: (id: string) => node.sessions.get(id),
    sessions: (uid?: string) => (uid === undefined ? node.sessions.all() : node.sessions.of(uid)),
    onHandshake: (validate: HandshakeValidator) => void node.validators.push(validate),
    onSessionOpen: node.hooks.onOpen.bind(node.hooks),
    onSessionBind: node.hooks.onBeforeBind.bind(node.hooks),
    onSessionBound: node.hooks.onAfterBind.bind(node.hooks),
    onSessionResumed: node.hooks.onResumed.bind(node.hooks),
    onSessionRefreshed: node.hooks.onRefreshed.bind(node.hooks),
    revoke: node.cluster.revocations.revoke.bind(node.cluster.revocations),
    onSessionRevoked: node.hooks.onRevoked.bind(node.hooks),
    onSessionSlow: node.hooks.onSlow.bind(node.hooks),
    onSessionClose: node.hooks.onClose.bind(node.hooks),
    addModule: node.modules.add.bind(node.modules),
    module: node.modules.get.bind(node.modules),
    timers: node.timers,
    health,
    start: async (): Promise<void> => {
      node.start();
      await node.ready();
    },
    attach,
    admitUpgrade: (request: IncomingMessage, socket: Duplex): AdmittedUpgrade | undefined =>
      admitUpgrade({ edge, clock }, request, socket),
    listen: async (port: number, options: { readonly host?: string | undefined } = {}): Promise<Listening> => {
      ownHttpServer ??= createHttpServer(rules.maxConnections);
      attach(ownHttpServer);
      await node.ready();
      const address = await listen(ownHttpServer, port, options.host);
      return { port: address.port, url: `http://${options.host ?? "localhost"}:${address.port}` };
    },
    drain: async (options: DrainOptions = {}) => drain.start(options),
    close,
    [Symbol.asyncDispose]: close,
  };
}
