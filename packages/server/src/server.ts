import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type {
  AnyContract,
  AnyRemotes,
  Ending,
  ErrorOf,
  GroupArgs,
  GroupName,
  GroupPush,
  InputOf,
  Pending,
  PushSent,
  ReplyOf,
  ReturnOf,
  RouteName,
  SentOf,
  ServiceName,
  UnkeptPush,
} from "@volley/protocol";
import type { Args, Later, RoutesOf } from "@volley/protocol/internal";
import type { HandlerFor, HandlerOptions, ServiceOptions, Services } from "./app/handler.js";
import type { Attempt } from "./auth/authenticate.js";
import type { Unsubscribe } from "./base/unsubscribe.js";
import type { NodeInfo } from "./cluster/node-info.js";
import type { NodeFilter } from "./cluster/nodes.js";
import type { SessionNews } from "./directory/session-news.js";
import type { Uniqueness } from "./directory/user-directory.js";
import type { DrainOptions, DrainReport } from "./drain/drain-options.js";
import type { AdmittedUpgrade } from "./edge/admit-upgrade.js";
import type { Routing } from "./forward/routing.js";
import type { Health } from "./health/health.js";
import type { DeadJobs } from "./jobs/dead-jobs.js";
import type { Enqueued, EnqueueOptions } from "./jobs/enqueue-options.js";
import type { LimitCounts } from "./limits/limit-counts.js";
import type { Quota, QuotaOptions } from "./limits/quota.js";
import type { AppMetrics } from "./metrics/app-metrics.js";
import type { Module, ModuleOptions } from "./modules/module.js";
import type { Timers } from "./modules/timers.js";
import type { Layer } from "./pipeline/layer.js";
import type { EverybodyHandle, GroupHandle, UserHandle, UsersHandle } from "./push/handles.js";
import type { SnapshotHandler } from "./push/snapshots.js";
import type { RevokedToken } from "./revocation/revoked-token.js";
import type { GroupPolicy } from "./rights/group-policy.js";
import type { RecheckFilter } from "./rights/policy-rechecks.js";
import type { RemoteHandlers, RpcOptions } from "./rpc/remote-call.js";
import type { AnyClaims, Session } from "./session/session.js";
import type { Revoked, Slow } from "./session/session-hooks.js";

/** Where a server listens. */
export interface Listening {
  readonly port: number;
  /** `http://host:port`, for `createClient`. */
  readonly url: string;
}

/** A server of one contract. Nothing about it is global: several can live in one process. */
export interface Server<C extends AnyContract, Data = unknown, Claims = AnyClaims> extends AsyncDisposable {
  /**
   * Registers all methods of a service: an object, or an instance of a class. A missing or misspelt method doesn't
   * compile. Throws `NOT_FOUND` or `CONFLICT`.
   */
  service<N extends ServiceName<C>>(
    service: N,
    methods: Later<N, Services<C, Session<C, Data, Claims>>[N]>,
    options?: ServiceOptions<keyof Services<C, Session<C, Data, Claims>>[N]>,
  ): void;
  /** Registers the handler of one route. Throws `NOT_FOUND` or `CONFLICT`. */
  handle<K extends RouteName<C>>(
    route: K,
    handler: HandlerFor<C, K, Session<C, Data, Claims>>,
    options?: HandlerOptions,
  ): void;
  /** Puts a layer around all handlers. Layers run in the order of `use`, those for everything outermost. */
  use(layer: Layer<unknown, unknown, Session<C, Data, Claims>>): void;
  /** Puts a layer around the handlers of one service or route. */
  use<N extends ServiceName<C> | RouteName<C>>(
    scope: N,
    layer: N extends RouteName<C>
      ? Layer<InputOf<C, N>, ReturnOf<C, N>, Session<C, Data, Claims>>
      : Layer<unknown, unknown, Session<C, Data, Claims>>,
  ): void;
  /**
   * Decides which node gets the messages of a service, wherever it is served: `random()`, `byKey((input) => …)` or a
   * function of its own. Default: this node if it serves it, else `sticky()`. Throws `CONFLICT` for a second one.
   */
  routing<N extends ServiceName<C>>(service: N, routing: Routing<InputOf<C, RoutesOf<C, N>>>): void;
  /**
   * Serves remotes: what other nodes of the cluster, and this one, may call with `rpc`. A missing or misspelt one
   * doesn't compile. Throws `CONFLICT` for one that has a handler.
   */
  remotes<R extends AnyRemotes>(remotes: R, handlers: RemoteHandlers<R>, options?: HandlerOptions): void;
  /**
   * Calls a remote on a node that serves it, this one included. Rejects with what the remote declares, or
   * `UNAVAILABLE` (surely not started), `DISCONNECTED` (its node is gone, and may have done it), `TIMEOUT`,
   * `CANCELLED`, `NOT_FOUND` (no such node). Called in a handler it never outlasts the handler's own time.
   */
  rpc<R extends AnyRemotes, K extends keyof R["routes"] & string>(
    remotes: R,
    route: K,
    ...args: Args<Later<K, SentOf<R, K>>, RpcOptions>
  ): Pending<ReplyOf<R, K>, ErrorOf<R, K>>;
  /**
   * Has a remote called by a node that serves it, now or later: resolves as soon as the call is kept. It is made at
   * least once: again, with growing pauses, until it succeeds, its `attempts` are used up, or an error shows that it
   * never will; then it is among the `deadJobs`. Rejects with `UNAVAILABLE` (it may be kept all the same: a `key`
   * makes trying again safe), `BUSY`, `PAYLOAD_TOO_LARGE` (more than 1 MiB of JSON), `BAD_REQUEST`, in development
   * with `VALIDATION`, and in a cluster without the option `jobs` with `UNSUPPORTED`.
   */
  enqueue<R extends AnyRemotes, K extends RouteName<R>>(
    remotes: R,
    route: K,
    ...args: Args<SentOf<R, K>, EnqueueOptions>
  ): Promise<Enqueued>;
  /** Names the jobs of these remotes that failed for good: to list them, let them start again, or drop them. */
  deadJobs<R extends AnyRemotes>(remotes: R): DeadJobs<R>;
  /** What this node says of itself to the others. */
  readonly node: NodeInfo;
  /**
   * Counts, since the start, what clients of this node didn't get of `volatile` and `latest` pushes: the client was
   * slow, or there was a newer one already.
   */
  readonly droppedPushes: number;
  /** Counts, since the start, what limits refused to clients of this node, and what was decided without Redis. */
  readonly limited: LimitCounts;
  /** The app's own metrics, which go where those of the server go: the option `metrics`. */
  readonly metrics: AppMetrics;
  /**
   * Finds or makes a quota, such as `server.quota("login", { points: 5, perMs: 60_000 })`: points per key in windows of a
   * fixed length, counted by all nodes together. It runs on the machine's clock. Throws `BAD_REQUEST`, and `CONFLICT` for
   * a name that has other options.
   */
  quota(name: string, options: QuotaOptions): Quota;
  /** Lists the nodes of the cluster as known now, this one included; those that fit all of the filter. */
  nodes(filter?: NodeFilter): readonly NodeInfo[];
  /** Changes what other nodes can read of this one; undefined takes a key away. Resolves when it is stored. */
  setMetadata(patch: Readonly<Record<string, string | undefined>>): Promise<void>;
  /** Tells whether a user has a session anywhere in the cluster. Rejects with `UNAVAILABLE`. */
  online(uid: string): Promise<boolean>;
  /** Runs when a session of any node is bound to a user, or a bound one ends. News can be lost while Redis is away. */
  onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe;
  /** Lets new sessions replace their user's older ones from now on; `uniqueSession()` is the module that does it. */
  replaceSessions(scope: Uniqueness): void;
  /** Names a group, to push to it. Throws `BAD_REQUEST` for params that can't stand in a name. */
  group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): GroupHandle<C, P>;
  /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
  user(uid: string): UserHandle<C>;
  /** Names several users. */
  users(uids: readonly string[]): UsersHandle<C>;
  /**
   * Says how the state of a group is told to a member that can't make it out of the pushes it got: when it joins, and
   * when some with delivery "replay" are missing for good. What the handler returns is pushed to that member, behind the
   * news of its place and before later pushes of the group, which wait for up to 5 s. A later one may be in the state
   * already. A handler that throws is logged. Throws `CONFLICT` for a second one, `BAD_REQUEST` for a group of which
   * nothing is kept.
   */
  snapshot<P extends GroupName<C>, K extends UnkeptPush<C, GroupPush<C, P>>>(
    pattern: P,
    push: K,
    handler: SnapshotHandler<P, PushSent<C, K>, Session<C, Data, Claims>>,
  ): void;
  /**
   * Decides what clients may do to groups of a pattern by themselves, with `client.group(…)`: join, publish, read the
   * history, see who is present. What isn't said is denied; what handlers do isn't asked about. A function that throws
   * denies, with a `VolleyError` such as `FORBIDDEN` as its reason; one that takes longer than `timeouts.policyMs` (3 s)
   * denies too. Each node that holds connections needs the policies. Throws `CONFLICT` for a second one of a pattern,
   * `BAD_REQUEST` for a pattern that the contract doesn't have.
   */
  policy<P extends GroupName<C>>(pattern: P, policy: GroupPolicy<C, P, Session<C, Data, Claims>>): void;
  /**
   * Asks again, on all nodes, whether clients may still be in the groups that they joined by themselves: of a pattern, of
   * a user, or all. Whoever may not is taken out, and told. Resolves when that is done here, and the other nodes were
   * told. Rejects with `UNAVAILABLE` if they can't be now; they ask when they are reached again.
   */
  recheckPolicies(filter?: RecheckFilter): Promise<void>;
  /** Names everybody who is connected. */
  everybody(): EverybodyHandle<C>;
  /**
   * Looks at each client before anything else is done for it, before `authenticate` too; throwing turns it away with
   * that error. No order of frames gets around it.
   */
  onHandshake(validate: (attempt: Attempt) => unknown): void;
  /** Runs when a session has opened (and is bound, if `authenticate` said to whom), before its client is welcomed. Throwing refuses it. */
  onSessionOpen(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /** Runs before a session is bound to a user. Throwing refuses: it stays as it was, and `bind` rejects with that. */
  onSessionBind(hook: (session: Session<C, Data, Claims>, uid: string) => unknown): Unsubscribe;
  /** Runs after a session was bound. Throwing undoes it: it is anonymous again, and `bind` rejects with that. */
  onSessionBound(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /**
   * Runs when a client came back to its session, on whichever node, before it is welcomed; `onSessionOpen` doesn't.
   * Throwing ends the session.
   */
  onSessionResumed(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /**
   * Runs when a connected client brought a fresh token: `session.claims` are the new ones. Throwing a `VolleyError` that
   * isn't retryable ends the session as `unauthorized`; after anything else the client tries again.
   */
  onSessionRefreshed(hook: (session: Session<C, Data, Claims>) => unknown): Unsubscribe;
  /**
   * Refuses all tokens of a user that were issued until now, or one token by its id, on all nodes: ends the sessions
   * that came with them as `revoked`, those that wait for their client too, and turns away who presents one. Kept for
   * `auth.maxTokenMs`. Resolves when it is stored: then the nodes know within 5 s, or when they can be reached again.
   * Rejects with `UNAVAILABLE`: try again.
   */
  revoke(what: RevokedToken): Promise<void>;
  /** Runs when a used-up resume token was presented: somebody may have copied it. Its session has been ended. */
  onSessionRevoked(hook: (revoked: Revoked) => unknown): Unsubscribe;
  /** Runs when a client stops keeping up with what it is sent, and when it is given up for that. */
  onSessionSlow(hook: (session: Session<C, Data, Claims>, slow: Slow) => unknown): Unsubscribe;
  /** Runs when a session has ended; each hook does, whatever the others throw. */
  onSessionClose(hook: (session: Session<C, Data, Claims>, ending: Ending) => unknown): Unsubscribe;
  /** Registers something with a lifecycle. Throws `CONFLICT` for a name that is taken, or after the start. */
  addModule(name: string, module: Module, options?: ModuleOptions): void;
  /** Finds a module by its name. */
  module(name: string): Module | undefined;
  /** Timers on the server's clock that end with it. */
  readonly timers: Timers;
  /** Whether it has started and should get clients; `@volley/server/health` tells it to who asks over HTTP. */
  readonly health: Health;
  /** Finds a session by its id. */
  session(id: string): Session<C, Data, Claims> | undefined;
  /** Lists a user's sessions, one per tab or device; without a uid: all of them. */
  sessions(uid?: string): readonly Session<C, Data, Claims>[];
  /**
   * Starts the modules; clients wait until that is done. `attach` and `listen` do it too, but only this and `listen`
   * tell: rejects with what a module threw, after shutting the others down.
   */
  start(): Promise<void>;
  /**
   * Takes connections of an HTTP server that somebody else owns, such as Express's. Other paths and other upgrade
   * handlers are left alone. Throws `NOT_FOUND` when a route has no handler, `UNSUPPORTED` for options of the
   * contract that this version lacks.
   */
  attach(httpServer: HttpServer): void;
  /**
   * Holds an upgrade of another WebSocket endpoint of the app against the option `edge`, together with Volley's own: its
   * page, its address, and how many there are. Returns undefined for one that is refused, which has its answer then.
   */
  admitUpgrade(request: IncomingMessage, socket: Duplex): AdmittedUpgrade | undefined;
  /** Listens on a port of its own; 0 picks a free one. Rejects like `attach` throws, and when the port is taken. */
  listen(port: number, options?: { readonly host?: string | undefined }): Promise<Listening>;
  /**
   * Takes this node out of service without a loss: tells the others to send nothing new, goes on for `waitMs`, lets nobody
   * in, runs `beforeShutdown` of the modules, gets clients to go on elsewhere, waits for what is under way, and closes. In a
   * cluster sessions go on on other nodes; those of a server alone end with `going-away`, and a time to come back at.
   * Resolves when it is closed; what isn't done in time is cut off. Called again it closes at once. Rejects with
   * `BAD_REQUEST` for times that are none.
   */
  drain(options?: DrainOptions): Promise<DrainReport>;
  /**
   * Ends all sessions with `going-away`, waits for their close hooks (for `timeouts.closeMs` at most), and closes the
   * port that `listen` opened. A server given to `attach` stays open.
   */
  close(): Promise<void>;
}
