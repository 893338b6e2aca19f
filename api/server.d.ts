import {
    AnyCallable,
    AnyContract,
    AnyRemotes,
    DeliveryOf,
    Ending,
    ErrorOf,
    ErrorsFor,
    GroupArgs,
    GroupName,
    GroupParams,
    GroupPush,
    HasPresence,
    InputOf,
    KeptPush,
    Pending,
    PresenceInfo,
    PushName,
    PushReceived,
    PushSent,
    ReplyOf,
    ReturnOf,
    RouteName,
    Schema,
    SchemaInput,
    SchemaLike,
    SchemaOutput,
    SentOf,
    Serializer,
    ServiceName,
    TraceContext,
    UnkeptPush,
    VolleyError,
} from '@volley/protocol';

import {
    Args as Args$1,
    Cancel,
    Clock,
    Later,
    RoutesOf,
    StreamPosition,
} from '@volley/protocol/internal';

import {
    IncomingHttpHeaders,
    IncomingMessage,
    Server as Server$1,
} from 'node:http';

import {
    Duplex,
} from 'node:stream';

import {
    ConnectionOptions,
} from 'node:tls';

import {
    RateLimiterAbstract,
} from 'rate-limiter-flexible';

/** When a client that goes on after being refused is thrown out, and for how long. Counted by each node for itself. */
interface AbuseOptions {
    /** Refused messages within `withinMs` that end a connection. Default: 1,000. */
    readonly refusals?: number | undefined;
    /** Default: 10,000. */
    readonly withinMs?: number | undefined;
    /**
     * How long its user, or the address of one without a user, is refused the first time, in ms; each further time twice as
     * long, 15 minutes at most. Default: 30,000.
     */
    readonly refuseMs?: number | undefined;
    /** The how manieth time is a ban, for an hour. Default: 7. */
    readonly banAt?: number | undefined;
}

/** A request for a WebSocket of another endpoint that may go on; it counts until its socket closes. */
interface AdmittedUpgrade {
    /** The client's address, not that of a proxy which `edge.trustProxy` counts. */
    readonly address: string;
    /** Call it when it is known who it is, or that it stays outside: until then it counts against `edge.maxPending`. */
    settled(): void;
}

/** Claims of which nothing is known: the server has no `claims` schema. */
type AnyClaims = Readonly<Record<string, unknown>>;

type AnyData = Schema<Record<string, unknown>, Record<string, unknown>>;

/** The app's own metrics, next to Volley's: `server.metrics`. Without a reporter they do nothing. */
interface AppMetrics {
    /** Makes a counter. Throws `BAD_REQUEST` for a name or label that can't be one, `CONFLICT` for one that there is. */
    counter<const L extends string = never>(definition: MetricDefinition<L>): Counter<L>;
    /** Makes a gauge. Throws like `counter`. */
    gauge<const L extends string = never>(definition: MetricDefinition<L>): Gauge<L>;
    /** Makes a histogram. Throws like `counter`. */
    histogram<const L extends string = never>(definition: HistogramDefinition<L>): Histogram<L>;
    /** Calls `read` whenever numbers are about to be told: the place to set gauges. What it throws is logged. */
    onCollect(read: () => void): Unsubscribe;
}

/** How an append is done. */
interface AppendOptions {
    readonly keep: Keep;
    /** Default: nobody in particular; then an append that is done again counts twice. */
    readonly producer?: Producer | undefined;
    /**
     * When it is done: "accepted", once the log has it; "replicated", once a replica of Redis has it too. Rejects with
     * `OUTCOME_UNKNOWN` if no replica says so in time. In memory there is one copy, and both are the same. Default:
     * "accepted".
     */
    readonly ack?: "accepted" | "replicated" | undefined;
}

/** What became of an append. */
interface Appended {
    /** Undefined for a duplicate of an append so old that its place isn't known any more. */
    readonly position: StreamPosition | undefined;
    readonly previousTag: number;
    /** Whether it had been there already; then nothing was written and nobody was told. */
    readonly duplicate: boolean;
}

/** The arguments behind a push's name: data may be left out when there is none. */
type Args<Sent, Options = PushOptions> = undefined extends Sent ? [data?: Sent, options?: Options] : [data: Sent, options?: Options];

/** A client that wants in. */
interface Attempt {
    /** What the client's `token` gave; null when it has none. */
    readonly token: string | null;
    /** What the client's `handshake` option says. Anybody can write anything there. */
    readonly handshake: Readonly<Record<string, unknown>>;
    /** The client's address; behind proxies as `edge.trustProxy` says. */
    readonly address: string;
    /** Aborted when the client leaves or the time for authentication is over. */
    readonly signal: AbortSignal;
}

/** How long what is known of tokens holds. */
interface AuthOptions {
    /** From a token's end until the connection of a client that brought no fresh one ends, in ms. Default: 25,000. */
    readonly refreshGraceMs?: number | undefined;
    /**
     * For how long a revocation is kept, in ms: at least as long as any token is good for, and the same on all nodes.
     * Default: 86,400,000 (24 h).
     */
    readonly maxTokenMs?: number | undefined;
}

/**
 * Tells who a client is; null refuses it with `UNAUTHORIZED`. What it throws reaches the client as `UNAVAILABLE`,
 * which it retries, except a `VolleyError`, which reaches it as it is.
 */
type Authenticate<Data = {}> = (attempt: Attempt) => Identity<Data> | null | Promise<Identity<Data> | null>;

/** A session of this node, about to be entered. */
interface Binding {
    readonly uid: string;
    readonly session: string;
}

/**
 * The port that carries messages between nodes. Everything that must keep its order goes through one bus: rooms,
 * calls between nodes and kicks. Messages of one publisher arrive in the order they were published, on all channels;
 * one may be lost, none comes twice. A publisher gets its own messages too.
 */
interface Bus {
    /**
     * Listens to a channel, or to all that start as it does if it ends with "*". Resolves when that is in force, and
     * stays in force when the connection comes back. Rejects with `UNAVAILABLE`; then nothing is left behind.
     */
    subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe>;
    /** Listens to one channel, also while the bus is down: it is in force then before the bus is up again. */
    listen(channel: string, receive: BusReceiver): BusListening;
    /**
     * Publishes the bytes as they are now. Resolves with how many nodes got it (one that listens by name and by prefix
     * counts twice), undefined if that can't be known. Rejects with `UNAVAILABLE`: at once when the bus is down or too
     * much is under way; otherwise it may have arrived. A rejection that nobody awaits is only counted.
     */
    publish(channel: string, message: Uint8Array): Promise<number | undefined>;
    /** Whether messages get through, in both directions. */
    readonly up: boolean;
    /** Calls the handler whenever the bus goes down, or is up again: whatever was published in between is lost. */
    onChange(handler: (up: boolean) => void): Unsubscribe;
}

/** Counts what the bus, and what stands on it, had to give up: losses that nobody is told of otherwise. */
interface BusCounters {
    /** A message was not published, or nobody knows whether it was. */
    publishRejected(): void;
    /** A receiver threw. */
    receiverFailed(): void;
    /** A message came that this node can't use: garbage, or of another version. */
    messageDropped(): void;
}

/** A channel that is listened to, from now on or from the next connection on. */
interface BusListening {
    /** Resolves when whatever is published from now on gets here, unless the bus is down then. Never rejects. */
    readonly inForce: Promise<void>;
    readonly stop: Unsubscribe;
}

/** Takes a message of a channel. What it throws is logged and counted. */
type BusReceiver = (message: Uint8Array, channel: string) => void;

/** What a handler gets. */
interface Call<Input, Errors, S> {
    /** What the client sent, parsed by the route's schema. */
    readonly input: Input;
    /** Who asks. */
    readonly session: S;
    /** One constructor per error that the route and the contract declare: `throw errors.ROOM_FULL({ max: 4 })`. */
    readonly errors: Errors;
    /** Aborted when the client cancels or leaves, or the handler's time is over; of a `once` route by its time only. */
    readonly signal: AbortSignal;
    /**
     * Names the effect of a `once` request, the same at each resend: up to 128 characters. Written into your database in
     * the transaction that has the effect, it holds there what Volley holds for the handler. Undefined on other routes.
     */
    readonly onceKey: string | undefined;
    /** The route's name. */
    readonly route: string;
    /** Tells the server's time, in ms since 1970. The client's `serverNow()` follows it. */
    readonly now: () => number;
    /** What trace the message is a part of, as its client says; undefined for none. What the handler calls inherits it. */
    readonly trace: TraceContext | undefined;
    /** Logs with route, session and user filled in. */
    readonly log: Logger;
}

/** Looks at something that the app needs. It fails by throwing, or by returning false; the signal aborts when its time is over. */
type Check = (signal: AbortSignal) => unknown;

/** Options of `health.add`. */
interface CheckOptions {
    /** How long the check may take, in ms; longer is a failure. Default: 2,000. */
    readonly timeoutMs?: number | undefined;
}

/** How a check of the app's went. */
interface CheckResult {
    readonly ok: boolean;
    readonly tookMs: number;
    /** Why not, in a word; what it threw is in the log. */
    readonly problem?: "failed" | "timeout" | undefined;
}

/** How a process ended: with a code, or by a signal. */
interface ChildExit {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A process that lives as long as its server. */
interface ChildProcessModule extends Module {
    /** Undefined before its start. */
    readonly pid: number | undefined;
    /** Resolves when it has ended, whoever ended it. It isn't started again: that is for the app to decide. */
    readonly exited: Promise<ChildExit>;
}

/** Options of `childProcess`. */
interface ChildProcessOptions {
    /** The program: a path, or a name that is looked for in PATH. No shell reads it. */
    readonly command: string;
    readonly args?: readonly string[] | undefined;
    /** Variables besides those of this process. */
    readonly env?: Readonly<Record<string, string>> | undefined;
    /** Default: that of this process. */
    readonly cwd?: string | undefined;
    /**
     * How long it may take to end after SIGTERM until it is killed, in ms. More than `timeouts.closeMs` of the server needs
     * more of that, too. Default: 1,000.
     */
    readonly graceMs?: number | undefined;
    /** Gets what it writes, line by line: "info" for its output, "error" for its errors. Default: `consoleLogger()`. */
    readonly logger?: Logger | undefined;
}

/** What came of a claim. */
type ClaimAnswer = 
/** It goes on, on the node that asked. */
{
    readonly type: "claimed";
    readonly generation: number;
    /** The node that held it, perhaps this one, and the generation that it knew. */
    readonly from: {
        readonly node: string;
        readonly generation: number;
    };
    readonly record: string;
    readonly leftMs: number;
}
/** The session has ended, or this was never its token. */
 | {
    readonly type: "expired";
}
/** Nothing is known of it: it never was, its time is over, or what was stored is lost. */
 | {
    readonly type: "missing";
}
/** It is another user's. */
 | {
    readonly type: "identity";
}
/** The token was used up: somebody else may have it. The session has ended; `node` held it. */
 | {
    readonly type: "revoked";
    readonly node: string;
    readonly uid: string | undefined;
};

/** How a request wants to be claimed. */
interface ClaimOptions {
    /** How long the claim is remembered, in ms. */
    readonly ttlMs: number;
    /**
     * For a request that was sent before: the memory's name before the first time. With another name now a record may be
     * missing because it was lost.
     */
    readonly memory?: string | undefined;
}

/**
 * What became of a claim. "claimed": it may run now. "taken": there is a record. "forgotten": there is none, and that
 * doesn't mean that it never ran.
 */
type Claimed = "claimed" | "taken" | "forgotten";

/** How the nodes of a cluster find and reach each other: what `redis()` and `memoryCluster()` return. */
interface Cluster {
    /** Makes the engine of one node. Opens nothing. */
    engine(parts: EngineParts): ClusterEngine;
}

/** What one node of a cluster has in common with the others. */
interface ClusterEngine {
    readonly bus: Bus;
    readonly discovery: Discovery;
    /** The same nodes, found by what they serve. */
    readonly nodes: Nodes;
    readonly time: ClusterTime;
    readonly directory: UserDirectory;
    /** Keeps sessions for clients that come back. */
    readonly resume: ResumeStore;
    /** What groups stand on. */
    readonly groups: GroupPorts;
    /** What remembers the effects of `once` requests. */
    readonly once: OnceStore;
    /** What limits of the whole cluster are counted with. */
    readonly limits: LimitPorts;
    /** Numbers and keeps the pushes that are replayed. */
    readonly log: PushLog;
    /** Keeps what was revoked. */
    readonly revocations: RevocationStore;
    /** The channel for revocations. */
    readonly revocationChannel: string;
    /** The channel for news about sessions. */
    readonly sessionNewsChannel: string;
    /** How what is done to rooms gets to other nodes. */
    readonly fanout: Fanout;
    /** What the channels of rooms start with. */
    readonly roomsKey: string;
    /** The channel of a node's messages. */
    inboxOf(node: string): string;
    /** Connects. Rejects with `UNAVAILABLE`, or with what is wrong with what it finds there. */
    start(): Promise<void>;
    /** Takes out what this node wrote, as far as that is possible now, and disconnects. Never rejects; bounded. */
    close(): Promise<void>;
}

/**
 * The time that all nodes share, in ms since 1970: what deadlines that travel between nodes are written in. It may
 * step back a little. In one process a `Clock` is one.
 */
interface ClusterTime {
    now(): number;
}

/**
 * What a layer does on one connection. A message is one WebSocket message as bytes. It goes on when `next` is called,
 * as it was or changed; as often as `next` is called; not at all, if it isn't. To delay one, return a promise and call
 * `next` before that is settled: messages behind it wait, so that their order stays. It may take 5 s, and 256 KiB of
 * the client's may wait meanwhile: beyond, the connection ends. What is thrown ends the connection, too.
 */
interface ConnectionHooks {
    /** Sees a message of the client's. */
    receive?(message: Uint8Array, next: NextMessage): void | Promise<void>;
    /** Sees a message to the client. Its bytes may be shared with others: change a copy. */
    send?(message: Uint8Array, next: NextMessage): void | Promise<void>;
    /** Called once, when the connection is gone. */
    closed?(): void;
}

/**
 * Is asked once for each connection whose client was let in, before its session opens, and may say what it wants to see
 * of it. The layers of `connectionLayers` stand one around the other, the first one outermost: it sees first what comes,
 * and last what goes.
 */
type ConnectionLayer = (connection: LayeredConnection) => ConnectionHooks | undefined;

/** What one connection may send; exact, and counted in memory. */
interface ConnectionLimits {
    /** Requests and notifies; pings and cancels are counted apart, by the same figures. Default: 200 per second, bursts of 1,000. `false`: no limit. */
    readonly messages?: RateLimit | false | undefined;
    /** Bytes of what arrives. Default: 262,144 per second, bursts of 2,097,152. `false`: no limit. */
    readonly bytes?: RateLimit | false | undefined;
    /**
     * How messages are counted. "gcra": `rate` per `perMs` and bursts. "leaky-bucket": no more than `rate` in any span of
     * `perMs`, as Pitaya does it; `burst` means nothing then. Default: "gcra".
     */
    readonly algorithm?: "gcra" | "leaky-bucket" | undefined;
}

/** A number that only grows. */
interface Counter<L extends string> {
    /** Adds to it: `games.add(1, { mode: "duel" })`. */
    add(by: number, ...labels: LabelArgs<L>): void;
}

/** Makes a discovery of the app's own, such as one that asks Kubernetes or Consul. */
type CreateDiscovery = (parts: DiscoveryParts) => Discovery;

/** How a group is created. */
interface CreateGroupOptions {
    /** How long it lives unless renewed, in ms, at least 1. Default: until it is deleted. */
    readonly ttlMs?: number | undefined;
}

/** A job that failed for good, and waits for somebody to look at it. */
interface DeadJob<Route extends string = string> {
    readonly jobId: string;
    readonly route: Route;
    /** The input as it was sent, not parsed. It isn't for logs. */
    readonly input: unknown;
    /** What the remote read as `call.idempotencyKey`. */
    readonly idempotencyKey: string;
    readonly caller: RemoteCaller;
    /** What it failed with last: what the remote threw, as a caller of `rpc` would see it; `DISCONNECTED` if its nodes went away. */
    readonly error: VolleyError;
    /** How often it was started. */
    readonly starts: number;
    /** When it was enqueued, and when it died, in ms since 1970. */
    readonly enqueuedAt: number;
    readonly diedAt: number;
}

/** The dead jobs of some remotes. */
interface DeadJobs<R extends AnyRemotes> {
    /**
     * Lists them, the last to die first, at most `limit` of each service (from 1 to 1,000, default 100). Rejects with
     * `UNAVAILABLE`.
     */
    list(options?: {
        readonly limit?: number | undefined;
    }): Promise<readonly DeadJob<RouteName<R>>[]>;
    /** Lets one start again, with all its tries and the same idempotency key. False if there is none. Rejects with `UNAVAILABLE`. */
    retry(jobId: string): Promise<boolean>;
    /** Forgets one, and its key. False if there is none. Rejects with `UNAVAILABLE`. */
    drop(jobId: string): Promise<boolean>;
}

/**
 * The port by which nodes find each other. What a node says of itself holds for a lease that it keeps renewing; a
 * node whose lease ended has left. While the store behind it is unreachable nobody leaves: the last known nodes stay,
 * and nothing shuts down.
 */
interface Discovery {
    /**
     * Makes this node known, and resolves when it knows the others. Rejects with `UNAVAILABLE`, and may be tried again
     * then; with `BAD_REQUEST` for names that are none, and for metadata of more than 4,096 bytes of JSON.
     */
    join(self: NodeInfo): Promise<void>;
    /** Gets to know the nodes without being one, and resolves when it knows them. Rejects with `UNAVAILABLE`. */
    watch(): Promise<void>;
    /**
     * Replaces what this node says of itself. Resolves when it is stored; if that can't be now, it resolves too, and
     * the record follows later. Rejects as `join` does with `BAD_REQUEST`, also for a node that didn't join.
     */
    update(self: NodeInfo): Promise<void>;
    /** Lists the nodes that are known, by id, this one included once it joined. */
    nodes(): readonly NodeInfo[];
    /**
     * Tells whether a node counts as there: false once it is known to have left. Of one that is not known it says true
     * until it has looked: it may be new.
     */
    isAlive(id: string): boolean;
    /** Calls the handler for each change, of this node's own record too. What it throws is logged. */
    onChange(handler: (change: NodeChange) => void): Unsubscribe;
    /** Takes this node out and ends all timers. Never rejects; bounded. */
    close(): Promise<void>;
}

/** What a discovery is made with. */
interface DiscoveryParts {
    readonly node: {
        readonly id: string;
        readonly type: string;
    };
    readonly bus: Bus;
    readonly clock: Clock;
    readonly logger: Logger;
}

/** What the module needs of a server. */
interface DrainGateHost {
    sessions(): readonly {
        readonly anonymous: boolean;
    }[];
    readonly timers: Pick<Timers, "after" | "every">;
}

/** Options of `drainGate`. */
interface DrainGateOptions {
    /** How many bound sessions may be left. Default: 0. */
    readonly untilSessions?: number | undefined;
    /** How often they are counted, in ms. Default: 1,000. */
    readonly pollMs?: number | undefined;
    /** How long it waits at most, in ms; the drain's own `withinMs` holds as well. Default: as long as that. */
    readonly withinMs?: number | undefined;
}

/** Options of `server.drain`. */
interface DrainOptions {
    /** How long clients, handlers and jobs have, behind `waitMs`, until what is left is cut off, in ms. Default: 60,000. */
    readonly withinMs?: number | undefined;
    /**
     * How long everything goes on as before, in ms, so that load balancers can notice that this node isn't ready any
     * more. Default: 5,000.
     */
    readonly waitMs?: number | undefined;
    /** How many clients are moved per second; more if they would not all be gone in time. Default: 200. */
    readonly perSecond?: number | undefined;
    /** Closes at once when it aborts, as a second `drain()` does. */
    readonly signal?: AbortSignal | undefined;
}

/** How a drain went. */
interface DrainReport {
    /** Sessions that go on on other nodes: their clients moved when they were asked to. */
    readonly moved: number;
    /** Clients that were told `going-away`: they come back by themselves. */
    readonly ended: number;
    /** Messages, calls and jobs that were still under way at the end, and were cut off. */
    readonly unfinished: number;
    readonly tookMs: number;
}

/** Who may connect, and how many at once. It is looked at before anything else is done for a connection. */
interface EdgeOptions {
    /**
     * How many proxies of ours are between the clients and this server: each appends to `X-Forwarded-For`, and the
     * client's address is that many places from its right. A wrong number lets clients write their address themselves, or
     * takes a proxy for all of them. Default: 0, the address of the socket.
     */
    readonly trustProxy?: number | TrustedProxies | undefined;
    /**
     * Pages that may connect, by their origin, compared exactly: `["https://play.example"]`. `"*"`: all. Who sends no
     * `Origin` is no page, and may. Default: the page's host is the one that it connects to. Unless NODE_ENV is
     * "production", pages of localhost may always.
     */
    readonly origins?: readonly string[] | "*" | undefined;
    /** Addresses that may connect, others not: `["10.0.0.0/8", "2001:db8::/32"]`. Default: all. */
    readonly allow?: readonly string[] | undefined;
    /** Addresses that may not connect, whatever `allow` says. Default: none. */
    readonly deny?: readonly string[] | undefined;
    /** Connections of this server at once; more get HTTP 503. Default: 20,000. */
    readonly maxConnections?: number | undefined;
    /**
     * Connections of one address at once, of one /64 if it is IPv6; more get HTTP 429. This machine's own are not
     * counted. Default: 256.
     */
    readonly maxConnectionsPerAddress?: number | false | undefined;
    /**
     * New connections of one address, of one /64 if it is IPv6; more get HTTP 429. This machine's own are not counted.
     * Default: 20 a second, 100 at once.
     */
    readonly handshakesPerAddress?: HandshakeRate | false | undefined;
    /**
     * Clients who say hello to this server; more are told to come back, each at a time of its own, before their token is
     * looked at. Four times as many are refused by HTTP 503. Default: 1,000 a second, 2,000 at once.
     */
    readonly handshakes?: HandshakeRate | false | undefined;
    /** Connections that are not let in yet, at once; more get HTTP 503. Default: 5,000. */
    readonly maxPending?: number | undefined;
}

/** What an engine is told of the node that it serves. */
interface EngineParts {
    /** The node's id and type. */
    readonly node: {
        readonly id: string;
        readonly type: string;
    };
    readonly clock: Clock;
    readonly logger: Logger;
    /** Makes the discovery, in the place of the engine's own. */
    readonly discovery?: CreateDiscovery | undefined;
    /** Where losses of the bus are counted. */
    readonly counters?: BusCounters | undefined;
    /** What connections to Redis are measured with. */
    readonly meter?: RedisMeter | undefined;
}

/** Options of `server.enqueue`. */
interface EnqueueOptions {
    /**
     * Makes this the same job as every other of this remote with this key, so that enqueuing again does no harm: from
     * 1 to 256 characters. The remote reads it as `call.idempotencyKey`. Default: a new one per call.
     */
    readonly key?: string | undefined;
    /** How long the job waits before it starts, in ms; up to a year. Default: 0. */
    readonly delayMs?: number | undefined;
    /** How often the job is tried before it is dead: from 1 to 100. Default: 5. */
    readonly attempts?: number | undefined;
    /**
     * How long it waits after it failed first, in ms, up to an hour; twice as long after each further time, and at
     * most an hour. What it really waits is spread between half of that and all of it. Default: 1,000.
     */
    readonly backoffMs?: number | undefined;
    /** What trace the job is a part of. One that isn't valid is ignored. Default: that of the message being handled. */
    readonly trace?: TraceContext | undefined;
}

/** What `server.enqueue` resolves with. */
interface Enqueued {
    /** Finds the job in logs and among the dead. One key gives one id. */
    readonly jobId: string;
}

/** Everybody who is connected. */
interface EverybodyHandle<C extends AnyContract> {
    /**
     * Pushes to every session. Rejects with `VALIDATION` (development only) when the schema refuses the data, and with
     * `BAD_REQUEST` for a push with delivery "replay": make a group that everybody joins.
     */
    push<K extends UnkeptPush<C, PushName<C>>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

/**
 * How what is done to rooms gets to the nodes: "classic", by Socket.IO's Redis adapter, to all of them; "sharded", by a
 * channel for each user and group, to those that have some of their sessions.
 */
type Fanout = "classic" | "sharded";

/** Names sessions by what they are or belong to; one that fits any of the lists is meant. */
interface Filter {
    readonly uids?: readonly string[] | undefined;
    /** Session ids. */
    readonly sessions?: readonly string[] | undefined;
    /** Group names, filled in: "table:7". */
    readonly groups?: readonly string[] | undefined;
    /** Tags of sessions; see `session.tag`. */
    readonly tags?: readonly string[] | undefined;
}

/** Which header the proxies in front write the client's address into. */
type ForwardedHeader = "x-forwarded-for" | "forwarded";

/** Why the entries after a position can't all be had. */
type GapReason = "window" | "epoch" | "fork";

/** A number that goes up and down. */
interface Gauge<L extends string> {
    set(value: number, ...labels: LabelArgs<L>): void;
}

/** One group: sessions that joined, and users who are members whether they are here or not. */
type GroupHandle<C extends AnyContract, P extends string> = GroupOperations<C, P> & PresenceHandleOf<C, P>;

/** What may be done to groups by clients. */
interface GroupLimits {
    /** What all clients together may publish to one group, across the cluster. Default: no limit. */
    readonly publishes?: SharedRateLimit | undefined;
    /** How often one client may join groups. Default: 10 per second, bursts of 30. `false`: no limit. */
    readonly joins?: RateLimit | false | undefined;
}

/** One who gets a push to a group. */
interface GroupMember {
    /** Undefined for an anonymous session. */
    readonly uid: string | undefined;
    /** The session's id. */
    readonly session: string;
    readonly tags: readonly string[];
}

/** What every group has. */
interface GroupOperations<C extends AnyContract, P extends string> {
    /** The name, filled in: "table:7". */
    readonly name: string;
    /**
     * Pushes to all members. One with delivery "replay" is numbered and kept, and tells where it stands. Rejects with
     * `VALIDATION` (development only) when the schema refuses the data; with delivery "replay" also with `UNAVAILABLE` (it
     * may be there all the same: a `producer` makes trying again safe), and `OUTCOME_UNKNOWN` for `ack: "replicated"`.
     */
    push<K extends GroupPush<C, P>>(push: K, ...args: Args<PushSent<C, K>, IfKept<C, K, KeptPushOptions, PushOptions>>): Promise<IfKept<C, K, Published, void>>;
    /**
     * Reads the newest pushes with delivery "replay" that went to all of the group, the oldest first. Whoever may see them
     * is for the caller to know. Rejects with `UNAVAILABLE`, and with `BAD_REQUEST` for a limit that is none.
     */
    history(options?: HistoryOptions): Promise<readonly HistoryEntry<C, P>[]>;
    /**
     * Pushes to each member what `payload` makes for it; undefined leaves it out. For what not everybody may see. Other
     * nodes are asked first whom they have: their members get it a moment later, and `payload` is called for them then.
     * Rejects with `BAD_REQUEST` for a push with delivery "replay": all members share one stream.
     */
    pushEach<K extends UnkeptPush<C, GroupPush<C, P>>>(push: K, payload: (member: GroupMember) => PushSent<C, K> | undefined): Promise<void>;
    /** Creates the group, so that users can be members. Rejects with `CONFLICT` if it exists. */
    create(options?: CreateGroupOptions): Promise<void>;
    /** Takes everybody out and forgets the group. Rejects with `NOT_FOUND`. */
    delete(): Promise<void>;
    /** Starts the group's `ttlMs` again. Rejects with `NOT_FOUND`, or `CONFLICT` if it has none. */
    renew(): Promise<void>;
    /** Makes a user a member, here or not, until removed. Rejects with `NOT_FOUND`, `CONFLICT` or `BAD_REQUEST`. */
    addUser(uid: string): Promise<void>;
    /** Ends a user's membership; sessions that joined by themselves stay. Rejects with `NOT_FOUND` or `BAD_REQUEST`. */
    removeUser(uid: string): Promise<void>;
    /** Takes everybody out; the group stays. Rejects with `NOT_FOUND`. */
    removeAll(): Promise<void>;
    /** Lists users: members, and those with a session that joined. Rejects with `NOT_FOUND`. */
    members(): Promise<readonly string[]>;
    /** Counts `members()`. */
    count(): Promise<number>;
    /** Tells whether a user is among `members()`. Rejects with `NOT_FOUND` for the group, `BAD_REQUEST` for a bad uid. */
    has(uid: string): Promise<boolean>;
}

/** What clients may do to groups of a pattern by themselves. What isn't said is denied. */
interface GroupPolicy<C extends AnyContract, P extends string, S = Session<C>> {
    /** To join, and to stay: asked again at resume, when the token was refreshed, and by `recheckPolicies`. */
    readonly join?: Rule<JoinRequest<C, P, S>> | undefined;
    /** To push to the group, as a member. */
    readonly publish?: Rule<PublishRequest<C, P, S>> | undefined;
    /** To read the kept pushes of the group, and to get the last of them when joining. */
    readonly history?: Rule<RightRequest<P, S>> | undefined;
    /** To see who is there. */
    readonly presence?: Rule<RightRequest<P, S>> | undefined;
}

/** What the groups of a cluster stand on. Without it a node keeps everything in its own memory. */
interface GroupPorts {
    /** The id of this node. */
    readonly node: string;
    readonly store: GroupStore;
    /** Writes in the name of this node. */
    readonly registry: GroupRegistry;
    /** How long what the registry was told holds without a renewal, in ms. */
    readonly leaseMs: number;
    readonly bus: Bus;
    /** Names the bus' channels. */
    readonly keys: RedisKeys;
    /** Whether a node is known to be there. */
    readonly isAlive: (node: string) => boolean;
}

/**
 * The port that knows which sessions joined which groups, in the whole cluster, and decides who is present. What a node
 * wrote holds for a lease, which each of its writes renews; what others left behind is taken out by whoever writes
 * next. Every write is atomic, and takes in what is due: that a user left is answered to exactly one node. Rejects
 * with `UNAVAILABLE`; then it isn't known whether the write was done.
 */
interface GroupRegistry {
    write(group: string, write: RegistryWrite, options?: WriteOptions): Promise<RegistryAnswer>;
    /** Lists the sessions, those of nodes that may be gone too. */
    sessions(group: string): Promise<readonly RegisteredSession[]>;
    /** Lists who counts as present. */
    present(group: string): Promise<readonly PresentUser[]>;
}

/**
 * The port that keeps groups of users: which exist, until when, and who is in them. Each operation is atomic: of two
 * that contradict each other one comes first. Lists have no order. What can't reach its store rejects with
 * `UNAVAILABLE`; a change may have been made then.
 */
interface GroupStore {
    /** Rejects with `CONFLICT` if there is one. */
    create(group: string, options: CreateGroupOptions): Promise<void>;
    /** Returns who was in it. Rejects with `NOT_FOUND`. */
    delete(group: string): Promise<readonly string[]>;
    /** Starts its time again. Rejects with `NOT_FOUND`, or `CONFLICT` if it was created without a time. */
    renew(group: string): Promise<void>;
    /** Rejects with `NOT_FOUND` for the group, `CONFLICT` if the user is in it. */
    add(group: string, uid: string): Promise<void>;
    /** Rejects with `NOT_FOUND` for the group or the user. */
    remove(group: string, uid: string): Promise<void>;
    /** Empties it and returns who was in it. Rejects with `NOT_FOUND`. */
    removeAll(group: string): Promise<readonly string[]>;
    /** Lists its users; undefined if there is no such group. */
    members(group: string): Promise<StoredMembers | undefined>;
    /** Lists the groups that a user is in. */
    groupsOf(uid: string): Promise<readonly Membership[]>;
    /** Forgets what this process holds, and ends its timers. */
    close(): void;
}

/** How long a group is still there, in ms; undefined: until it is deleted. */
interface GroupTime {
    readonly endsInMs: number | undefined;
}

/** What `guest()` takes. */
interface GuestOptions {
    /**
     * Signs the tokens: at least 32 characters that only your servers know. Left out, one is made up at start, and
     * every guest becomes a new one when the server restarts.
     */
    readonly secret?: string | undefined;
    /** How long a token is taken, in ms. Default: 365 days. */
    readonly maxAgeMs?: number | undefined;
}

/** Answers a message: returns the reply, or throws one of `errors`. Anything else it throws reaches the client as `INTERNAL`. */
type Handler<Input, Returned, Errors, S> = (call: Call<Input, Errors, S>) => Returned | Promise<Returned>;

/** The handler of one route. */
type HandlerFor<C extends AnyCallable, K extends string, S> = Handler<InputOf<C, K>, ReturnOf<C, K>, ErrorsFor<C, K>, S>;

/** Options of handlers. */
interface HandlerOptions {
    /** How long a handler may take, in ms; then the client gets `TIMEOUT`, and `signal` aborts. Default: 30,000. */
    readonly timeoutMs?: number | undefined;
}

/** So many within a time, and so many at once after a pause. */
interface HandshakeRate {
    /** How many in `perMs`. */
    readonly rate: number;
    readonly perMs: number;
    /** How many may come at once. Default: `rate`. */
    readonly burst?: number | undefined;
}

/** Tells whether a server has started, and whether it should get new clients. */
declare class Health {
    #private;
    constructor(parts: HealthParts);
    /**
     * Makes the server ready only while a check of the app's succeeds, such as whether its database answers. It is run
     * when somebody asks, once a second at most. Throws `CONFLICT` for a name that is taken.
     */
    add(name: string, check: Check, { timeoutMs }?: CheckOptions): Unsubscribe;
    /** Tells how the server is; checks run at the same time. Never rejects; takes as long as the slowest check may. */
    check(): Promise<HealthReport>;
    /** Whether the server has started once. */
    get started(): boolean;
}

/** What the health of a node is read from. */
interface HealthParts {
    readonly clock: Clock;
    readonly logger: Logger;
    readonly hasStarted: () => boolean;
    /** Why the node itself isn't ready, besides that it has not started. */
    readonly reasons: () => readonly UnreadyReason[];
}

/** How a server is. */
interface HealthReport {
    /** Whether it has started once: the cluster joined, the modules open. */
    readonly started: boolean;
    /** Whether it should get new clients. */
    readonly ready: boolean;
    readonly reasons: readonly UnreadyReason[];
    readonly checks: Readonly<Record<string, CheckResult>>;
}

/** A session, as the node knows it that holds it. */
interface HeldSession {
    readonly session: string;
    /** Counts its connections: a node that knows an older one doesn't hold it any more. */
    readonly generation: number;
    /** How long what is stored lasts if it isn't written or renewed again, in ms. */
    readonly ttlMs: number;
}

/** Values, counted by their size. */
interface Histogram<L extends string> {
    observe(value: number, ...labels: LabelArgs<L>): void;
}

/** What a histogram is. */
interface HistogramDefinition<L extends string = string> extends MetricDefinition<L> {
    /** The upper bounds of what is counted together, growing. Default: from 1 ms to 30 s, in seconds. */
    readonly buckets?: readonly number[] | undefined;
}

/** One kept push of a group. */
type HistoryEntry<C extends AnyContract, P extends string> = {
    [K in KeptPush<C, GroupPush<C, P>>]: {
        readonly push: K;
        /** As it was pushed. */
        readonly data: PushSent<C, K>;
        readonly offset: number;
        /** For `since`. */
        readonly position: StreamPosition;
    };
}[KeptPush<C, GroupPush<C, P>>];

/** Which part of a group's history is wanted. */
interface HistoryOptions {
    /** How many of the newest pushes at most, 1 to 1,000. Default: 100. */
    readonly limit?: number | undefined;
    /** Only those behind this position of an entry. Default: all that are kept. */
    readonly since?: StreamPosition | undefined;
}

/** Who a client is, and what its session's data starts with. */
type Identity<Data = {}> = Who & InitialData<Data>;

/** What differs for pushes that are kept: with delivery "replay". */
type IfKept<C extends AnyContract, K extends string, Kept, Else> = [DeliveryOf<C, K>] extends ["replay"] ? Kept : Else;

/** What the session's data starts with: needed only when its schema has keys that must be there. */
type InitialData<Data> = {} extends Data ? {
    readonly data?: Data | undefined;
} : {
    readonly data: Data;
};

/** A call of a remote that is kept until it is done. It is JSON, and has no secrets of its own. */
interface Job {
    readonly id: string;
    /** The id of the node that enqueued it. */
    readonly node: string;
    readonly head: RemoteHead;
    /** The input as the wire has it: JSON, or nothing. Never to be logged. */
    readonly input: string;
}

/** Keeps jobs until they are done: one queue per service, worked by all nodes that serve it. */
interface JobQueue {
    /** Connects. Rejects with `UNAVAILABLE`. */
    start(): Promise<void>;
    /**
     * Keeps a job, unless one of the same id is kept or remembered. Resolves when it is safe there; rejects with
     * `UNAVAILABLE` (after which it may be there all the same), `BUSY` or `UNSUPPORTED`, in a bounded time.
     */
    add(service: string, job: NewJob): Promise<void>;
    /** Starts to run the jobs of a service here. */
    work(service: string, run: RunJob): void;
    /** Lists the dead jobs of a service, the last to die first. Rejects with `UNAVAILABLE`. */
    listDead(service: string, limit: number): Promise<readonly KeptDeadJob[]>;
    /** Lets a dead job start again, with all its tries. False if it isn't dead. Rejects with `UNAVAILABLE`. */
    retryDead(service: string, id: string): Promise<boolean>;
    /** Forgets a dead job and its key. False if it isn't dead. Rejects with `UNAVAILABLE`. */
    dropDead(service: string, id: string): Promise<boolean>;
    /** Starts no job any more; resolves when those that run here are over. Jobs can still be added. */
    drain(): Promise<void>;
    /** Gives back what still runs, so that another node starts it anew, and disconnects. Never rejects; bounded. */
    close(): Promise<void>;
}

/** What a queue is told of the node that it serves. */
interface JobQueueParts {
    readonly node: {
        readonly id: string;
    };
    readonly clock: Clock;
    /** From 0 to 1: spreads retries. */
    readonly random: () => number;
    readonly logger: Logger;
}

/** Options of `bullmq()` and `memoryJobs()`. */
interface JobRules {
    /** How many jobs of one service a node runs at once. Default: 10. */
    readonly concurrency?: number | undefined;
    /**
     * How long a `key` is remembered, in ms, from when its job was to start: until then the same key gives the same
     * job, also after that was done. A job that is still there is always found by its key. Default: 3,600,000 (1 h).
     */
    readonly keyMs?: number | undefined;
    /** How many dead jobs of one service are kept; more drop the oldest. Default: 1,000. */
    readonly deadCount?: number | undefined;
    /** How long dead jobs are kept, in ms; older ones go when the next one comes. Default: 1,209,600,000 (14 days). */
    readonly deadMs?: number | undefined;
}

/** Where jobs are kept: what `bullmq()` and `memoryJobs()` return. */
interface Jobs {
    /** Makes the queue of one node. Opens nothing. */
    queue(parts: JobQueueParts): JobQueue;
}

/**
 * The arguments behind the pattern when a session joins: its params if it has any; then, if the contract asks for it,
 * what is known of the user.
 */
type JoinArgs<C extends AnyContract, P extends string> = P extends string ? [PresenceInfo<C, P>] extends [undefined] ? [...GroupArgs<P>, options?: LastOptions] : undefined extends PresenceInfo<C, P> ? [...GroupArgs<P>, options?: JoinOptions<PresenceInfo<C, P>>] : [...GroupArgs<P>, options: JoinOptions<PresenceInfo<C, P>>] : never;

/** Options of `session.join` to a group with presence. */
interface JoinOptions<Info> extends LastOptions {
    /** What the others in the group learn of this session's user; the newest of a user's sessions counts. */
    readonly presence: Info;
}

/** Why it is asked whether a session may be in a group: its client wants to join, or has joined and is looked at again. */
type JoinReason = "join" | "resume" | "refresh" | "recheck";

/** A client wants to be in a group, or to stay there. */
interface JoinRequest<C extends AnyContract, P extends string, S> extends RightRequest<P, S> {
    readonly reason: JoinReason;
    /** What it says of its user, as the schema takes it; undefined when the contract asks for nothing. */
    readonly presence: PresenceInfo<C, P>;
}

/** A session that joined a group. */
interface JoinedSession {
    readonly session: string;
    /** Undefined while it belongs to no user. */
    readonly uid: string | undefined;
}

/** How much of a stream is kept: so many entries, for so long after the last one. */
interface Keep {
    readonly count: number;
    readonly forMs: number;
}

/** A job that failed for good. */
interface KeptDeadJob {
    readonly job: Job;
    readonly error: VolleyError;
    /** How often it was started. */
    readonly starts: number;
    /** In ms since 1970, by the clocks of the nodes that wrote it. */
    readonly enqueuedAt: number;
    readonly diedAt: number;
}

/** Options of a push with delivery "replay" to a group. The filters are kept with it, and hold when it is replayed. */
interface KeptPushOptions extends PushOptions, PublishOptions {
}

/** How a push with delivery "replay" to one user ended. Whoever is `pending` or `offline` may get it later. */
interface KeptReceipt extends Receipt, Published {
}

/** How a push with delivery "replay" to several users ended: each has a stream of its own. */
interface KeptReceipts extends Receipt {
    /** By uid. */
    readonly published: Readonly<Record<string, Published>>;
}

/** Options of a push with delivery "replay" to users. */
interface KeptUserPushOptions extends UserPushOptions, PublishOptions {
}

type LabelArgs<L extends string> = [L] extends [never] ? [] : [labels: Labels<L>];

/** What a number is told apart by, such as `{ mode: "duel" }`. Few values each, and fixed ones: every new one costs memory. */
type Labels<L extends string = string> = Readonly<Record<L, string>>;

/** Options of `session.join`. */
interface LastOptions {
    /**
     * How many of the newest kept pushes of the group the client gets first, marked as replayed, when the session isn't
     * a member yet: at most 1,000, and 1 MiB. Default: 0.
     */
    readonly last?: number | undefined;
}

/** One step around a handler: `(next) => (call) => …`. It sees, and may replace, input, output and error. */
type Layer<Input = unknown, Returned = unknown, S = Session<AnyContract>> = (next: Next<Input, Returned>) => (call: LayerCall<Input, S>) => Promise<Returned>;

/** What a layer sees. */
interface LayerCall<Input, S> extends NextCall<Input> {
    readonly session: S;
    readonly route: string;
    readonly signal: AbortSignal;
    /** What trace the message is a part of; undefined for none. */
    readonly trace: TraceContext | undefined;
}

/** Facts about a connection whose client was let in, and a way to end it. */
interface LayeredConnection {
    /** The client's address; behind proxies as `edge.trustProxy` says. */
    readonly address: string;
    /** How it is carried, such as "websocket" or "memory". */
    readonly transport: string;
    /** Those of the request that opened it; none where there is no HTTP. */
    readonly headers: IncomingHttpHeaders;
    /** What the client's `handshake` option says. Anybody can write anything there. */
    readonly handshake: Readonly<Record<string, unknown>>;
    /** Ends it: `close({ reason: "kicked", text: "too much" })`. The client is told why. */
    close(ending: Ending): void;
}

/** What limits did on one node, since its start. */
interface LimitCounts {
    /** Requests that were answered with `RATE_LIMITED` before anything was done for them. */
    readonly requests: number;
    /** Notifies that were refused. */
    readonly notifies: number;
    /** Connections that were ended, as their clients went on after being refused. */
    readonly ended: number;
    /** Clients that were turned away at the door for that. */
    readonly turnedAway: number;
    /** Decisions that were made without Redis, since it didn't answer: the limits of the cluster were approximate. */
    readonly degraded: number;
}

/** What limits and quotas that all nodes keep together are counted with. */
interface LimitPorts {
    readonly store: LimitStore;
    /** Makes what counts the points of a quota. */
    limiterOf(name: string, options: QuotaOptions): RateLimiterAbstract;
}

/** Counts for all nodes that share it, by one clock: what it lets pass is exact. */
interface LimitStore {
    /** Takes `cost` of the allowance of a key, or nothing. Rejects with `UNAVAILABLE`. */
    take(key: string, rule: Rule$1, cost?: number): Promise<Taken>;
}

/** How much one client may ask for, how often, and how much waits for it. */
interface Limits extends RateOptions {
    /** Bytes of one message from a client. Larger: the connection is closed. Default: 65,536. */
    readonly messageBytes?: number | undefined;
    /** Frames in one message from a client. Default: 1,024. */
    readonly frames?: number | undefined;
    /** Messages of one session that wait for one service; more get `BUSY`. Default: 128. */
    readonly mailbox?: number | undefined;
    /** Messages of one session under way in all; more get `BUSY`. Default: 512. */
    readonly inFlight?: number | undefined;
    /**
     * Bytes that wait for a client until it counts as slow: then it gets no `volatile` pushes, and of `latest` ones the
     * newest when it has caught up. Default: 65,536.
     */
    readonly slowBytes?: number | undefined;
    /** Bytes that wait for a client that doesn't read; more close it as `slow`. Default: 1,048,576. */
    readonly queuedBytes?: number | undefined;
    /** Messages that wait for a client that doesn't read, one per tick; more close it as `slow`. Default: 1,024. */
    readonly queuedMessages?: number | undefined;
    /** How long a client may take nothing of what waits for it, in ms; then it is closed as `slow`. Default: 10,000. */
    readonly queuedMs?: number | undefined;
    /** Groups that a session may be in because its client joined them; more get `FORBIDDEN`. Default: 128. */
    readonly clientGroups?: number | undefined;
}

/** Where a server listens. */
interface Listening {
    readonly port: number;
    /** `http://host:port`, for `createClient`. */
    readonly url: string;
}

/** One entry of a stream, as it is kept and as it is told to nodes. */
interface LogEntry extends StreamPosition {
    /** The tag of the entry before; 0 if this is the first of its epoch. */
    readonly previousTag: number;
    readonly bytes: Uint8Array;
}

/** Facts that go with a log line. Values should be small: text, numbers, errors. */
type LogFields = Readonly<Record<string, unknown>>;

/** What follows a position. */
type LogRead = 
/** Everything, in order, without a hole. `more`: the limit was met; read on from the last one. */
{
    readonly type: "entries";
    readonly entries: readonly LogEntry[];
    readonly more: boolean;
} | {
    readonly type: "gap";
    readonly reason: GapReason;
    readonly top: StreamPosition;
};

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
interface Logger {
    debug(message: string, fields?: LogFields): void;
    info(message: string, fields?: LogFields): void;
    warn(message: string, fields?: LogFields): void;
    error(message: string, fields?: LogFields): void;
}

/**
 * How it stands with a session that a node takes for its own: another node has it, somebody else ended it, or a used-up
 * token did.
 */
type Lost = "elsewhere" | "ended" | "revoked";

/** A group that a user is in. */
interface Membership extends GroupTime {
    readonly group: string;
}

/** What a metric is. */
interface MetricDefinition<L extends string = string> {
    /** Lower-case letters, digits and "_", with the unit at the end: "games_started_total", "wait_seconds". */
    readonly name: string;
    /** What it counts or measures, in a sentence. */
    readonly help: string;
    /** The names of its labels. Default: none. */
    readonly labels?: readonly L[] | undefined;
}

/**
 * The port that metrics go through: `prometheus()` and `statsd()` make one. A reporter belongs to one server. What it
 * throws is logged once per metric and changes nothing else.
 */
interface MetricsReporter {
    /** Makes a counter, which only grows. Throws for a name that it has, or can't have. */
    counter(definition: MetricDefinition): RecordValue;
    /** Makes a gauge. */
    gauge(definition: MetricDefinition): RecordValue;
    /** Makes a histogram. */
    histogram(definition: HistogramDefinition): RecordValue;
    /** Calls `read` whenever numbers are about to be told: most are only brought up to date then. */
    onCollect(read: () => void): Unsubscribe;
}

/**
 * Something of the app's with a lifecycle: a database, a matchmaker, a table sweep. All `init` run in the order of
 * registration, then all `afterInit`; at the end all `beforeShutdown` run in reverse, then all `shutdown` in reverse.
 */
interface Module {
    /** Opens what the module needs. A rejection stops the start. */
    init?(): unknown;
    /** Runs when every module is open. A rejection stops the start. */
    afterInit?(): unknown;
    /**
     * Runs while clients are still connected. In a drain it may take its time: the signal aborts when there is none left;
     * in a `close()` without one it is aborted already.
     */
    beforeShutdown?(signal: AbortSignal): unknown;
    /** Closes what `init` opened; clients are gone. */
    shutdown?(): unknown;
}

/** Options of `addModule`. */
interface ModuleOptions {
    /** Whether it starts after the modules that are there ("back"), or before them ("front"). Default: "back". */
    readonly position?: "front" | "back" | undefined;
}

/** A job on its way to a queue. */
interface NewJob {
    readonly job: Job;
    /** Whether the id comes from a key, so that it is worth remembering. */
    readonly keyed: boolean;
    /** How long it waits before its first start, in ms. */
    readonly delayMs: number;
    /** How often it may fail in all. */
    readonly attempts: number;
    /** How long it waits after it failed first, in ms; twice as long after each further time. */
    readonly backoffMs: number;
}

interface NewsOfSession {
    readonly uid: string;
    readonly session: string;
    readonly node: string;
    readonly nodeType: string;
}

/** Method syntax makes it bivariant, so that a layer for everything also fits one route. */
type Next<Input, Returned> = {
    next(call: NextCall<Input>): Promise<Returned>;
}["next"];

/** What a layer hands on: it may replace the input, never the session. */
interface NextCall<Input> {
    /** A replaced input is parsed again by the route's schema. */
    readonly input: Input;
}

/** Hands a message on: to the next layer, and behind the last one to Volley or to the client. */
type NextMessage = (message: Uint8Array) => void;

/** Something that changed about a node. */
interface NodeChange {
    readonly type: "joined" | "changed" | "left";
    readonly node: NodeInfo;
}

/** Which nodes are meant; those that fit all that is given. */
interface NodeFilter {
    readonly id?: string | undefined;
    readonly type?: string | undefined;
    /** A service, of the contract or of remotes. */
    readonly service?: string | undefined;
}

/** What a node says about itself. */
interface NodeInfo {
    /** Names this run of the process: a restarted one is another node. */
    readonly id: string;
    readonly role: Role;
    /** What the app calls this kind of node, such as "web" or "tables". */
    readonly type: string;
    /** The services whose routes it serves. */
    readonly services: readonly string[];
    /** The services of remotes that it serves. */
    readonly remotes: readonly string[];
    /** The fingerprint of its contract. */
    readonly contract: string;
    /** Whatever the app says of it; others see changes within a moment. */
    readonly metadata: Readonly<Record<string, string>>;
    /** "draining": it finishes what it has, and gets nothing new. */
    readonly state: "ready" | "draining";
}

/** The nodes of the cluster as this one knows them, found by what they serve. */
declare class Nodes {
    #private;
    constructor(discovery: Discovery);
    find({ id, type, service }?: NodeFilter): readonly NodeInfo[];
    /** Lists the nodes that take new messages for a service of the contract. The list is the same until something changes. */
    serving(service: string): readonly NodeInfo[];
    /** Lists the nodes that take new calls for a service of remotes. */
    servingRemote(service: string): readonly NodeInfo[];
}

/** How a run ended: an encoded reply, or an error as JSON. */
interface OnceAnswer {
    readonly type: "reply" | "error";
    readonly payload: Uint8Array;
}

/** Who runs a request: no two runs are alike. */
interface OnceClaim {
    readonly node: string;
    /** Names this run, at random. */
    readonly run: string;
    /** What was asked; see `onceRequestOf`. */
    readonly request: string;
}

/** What is remembered of one effect. */
type OnceRecord = 
/** A node claimed it: it is running, or its node died half way. */
{
    readonly status: "running";
    readonly claim: OnceClaim;
}
/** It is done. Without an `answer` that was too large to keep. */
 | {
    readonly status: "done";
    readonly claim: OnceClaim;
    readonly answer: OnceAnswer | undefined;
}
/** Its node was given up. */
 | {
    readonly status: "unknown";
    readonly claim: OnceClaim;
};

/** The port that remembers which `once` requests ran, and their answers. All methods reject with `UNAVAILABLE`. */
interface OnceStore {
    /** Names this memory as last seen: after a loss it gets another name, here or at the latest when somebody claims. */
    readonly memory: string;
    /** Claims a request, unless there is a record. Who gets a rejection doesn't know whether it was claimed. */
    claim(key: string, claim: OnceClaim, options: ClaimOptions): Promise<Claimed>;
    /** Tells what is remembered; what can't be read counts as unknown. */
    read(key: string): Promise<OnceRecord | undefined>;
    /**
     * Keeps the answer of a run; undefined: it is too large. False if the run was given up meanwhile. May be repeated
     * after a rejection.
     */
    finish(key: string, claim: OnceClaim, answer: OnceAnswer | undefined, ttlMs: number): Promise<boolean>;
    /** Gives a run up whose node is dead; one that ended meanwhile stays as it is. */
    giveUp(key: string, claim: OnceClaim, ttlMs: number): Promise<void>;
}

/** How a handler ended: with an output, or with an error. */
type Outcome<Returned> = {
    readonly ok: true;
    readonly output: Returned;
} | {
    readonly ok: false;
    readonly error: unknown;
};

/** Something that changed about who is present. */
type PresenceChange = (PresentUser & {
    readonly type: "joined" | "updated";
}) | {
    readonly type: "left";
    readonly uid: string;
};

/** Somebody came, left, or is told about anew. */
type PresenceEvent<Info = unknown> = (Present<Info> & {
    readonly type: "joined" | "updated";
}) | {
    readonly type: "left";
    readonly uid: string;
};

/** What a group has whose contract declares its `presence`. */
interface PresenceHandle<Info> {
    /** Lists the users who are present, on all nodes, in no order. Rejects with `UNAVAILABLE`. */
    presence(): Promise<readonly Present<Info>[]>;
    /**
     * Calls the handler, on this node, when a user comes, leaves or is told about anew, on whichever node. A user comes
     * with the first session that joins, and leaves some time after the last one is gone (`timeouts.presenceGraceMs`).
     * What it throws is logged.
     */
    onPresence(handler: (event: PresenceEvent<Info>) => unknown): Unsubscribe;
}

/** The presence of a group; nothing when its contract doesn't declare any. */
type PresenceHandleOf<C extends AnyContract, P extends string> = HasPresence<C, P> extends true ? PresenceHandle<PresenceInfo<C, P>> : {};

/** A user who is present in a group. */
interface Present<Info = unknown> {
    readonly uid: string;
    /** What the user's newest session said when it joined; undefined when the contract asks for nothing. */
    readonly info: Info;
}

/** A user who has a session in a group, or had one a moment ago. */
interface PresentUser {
    readonly uid: string;
    /** What is known of the user, as JSON; "" for nothing. */
    readonly info: string;
}

/** Names one append, so that doing it again does nothing: serials of one producer and stream only grow. */
interface Producer {
    readonly id: string;
    readonly serial: number;
}

/** How a push with delivery "replay" is written. */
interface PublishOptions {
    /**
     * Names this push, so that pushing it again does nothing: serials of one `id` grow with each push to a group or user.
     * With it a push that failed with `UNAVAILABLE` may be repeated safely. Default: each push is a new one.
     */
    readonly producer?: Producer | undefined;
    /**
     * When it is done: "accepted", once Redis has it; "replicated", once one of its replicas has it too. Without a replica
     * in time it rejects with `OUTCOME_UNKNOWN`: repeat it with the same `producer`. Default: "accepted".
     */
    readonly ack?: "accepted" | "replicated" | undefined;
}

/** A client wants to push to a group: one of the pushes that the contract lists for it. */
type PublishRequest<C extends AnyContract, P extends string, S> = {
    readonly [K in GroupPush<C, P>]: RightRequest<P, S> & {
        readonly push: K;
        /** Parsed by the push's schema. */
        readonly data: PushReceived<C, K>;
    };
}[GroupPush<C, P>];

/** Where a push with delivery "replay" was written. */
interface Published {
    /** Counts the pushes of the group or user, from 1. Undefined for a duplicate so old that it isn't known any more. */
    readonly offset: number | undefined;
    /** Whether it had been there already: same `producer`. Then nobody gets it again. */
    readonly duplicate: boolean;
}

/** The data argument of a push: may be left out when the push has none. */
type PushArgs<Sent> = undefined extends Sent ? [data?: Sent] : [data: Sent];

/**
 * The port that numbers and keeps pushes. A stream is named by what it is for, such as "g:table:7" or "u:42". Every
 * call rejects with `UNAVAILABLE` when it can't be known whether, or that, it was done.
 */
interface PushLog {
    /** Writes an entry and tells all nodes that listen, in one step: all see the same order. */
    append(stream: string, bytes: Uint8Array, options: AppendOptions): Promise<Appended>;
    /** Reads what comes after a position. */
    read(stream: string, after: StreamPosition, limit: ReadLimit): Promise<LogRead>;
    /**
     * Reads the newest entries: at most `limit` of them, and only those behind `after` if that is given; one of another
     * epoch leaves none out. Oldest first.
     */
    last(stream: string, limit: ReadLimit, after?: StreamPosition): Promise<readonly LogEntry[]>;
    /**
     * Tells where streams end, in their order. One that isn't there begins. The numbers of all go on for as long again,
     * which their entries don't.
     */
    tops(streams: readonly {
        readonly stream: string;
        readonly keep: Keep;
    }[]): Promise<readonly StreamPosition[]>;
    /** Hears the entries of a stream from the moment when it resolves, until it is undone. */
    listen(stream: string, handler: (entry: LogEntry) => void): Promise<() => void>;
}

/** Options of a push to many. Both filters hold on every node. */
interface PushOptions {
    /** Who gets it, of those it goes to. Default: all of them. */
    readonly only?: Filter | undefined;
    /** Who is left out. */
    readonly except?: Filter | undefined;
}

/** Counts points per key in windows of a fixed length, for all nodes together. */
interface Quota {
    /**
     * Takes points of a key: a user, an e-mail address, an IP address; it is stored as a hash. Rejects with `RATE_LIMITED`
     * (`scope`: the quota's name) when there are not enough, `CANCELLED`, or `BAD_REQUEST` for what is no cost.
     */
    take(key: string, options?: TakeOptions): Promise<QuotaLeft>;
    /** Gives points back, such as those of a login that succeeded. */
    reward(key: string, points?: number): Promise<void>;
    /** Forgets what was taken of a key, and that it is blocked. */
    forget(key: string): Promise<void>;
}

/** What is left. */
interface QuotaLeft {
    /** Points that may still be taken in this window. */
    readonly remaining: number;
    /** When the window ends, in ms from now. */
    readonly resetMs: number;
}

/** A number of points per window, for each key. */
interface QuotaOptions {
    /** Points per window: a positive integer. */
    readonly points: number;
    /** The window's length in ms, whole seconds; it begins with the first point taken. At most 2,147,483,000 (24 days). */
    readonly perMs: number;
    /** How long a key is refused that wanted more, in ms, whole seconds. Default: until its window ends. */
    readonly blockMs?: number | undefined;
}

/** How much may pass: `rate` per `perMs` in the long run, and up to `burst` at once. */
interface RateLimit {
    /** How many per `perMs`: a positive integer. */
    readonly rate: number;
    /** A duration in ms: a positive integer. */
    readonly perMs: number;
    /** How many may pass at once: a positive integer. Default: `rate`. */
    readonly burst?: number | undefined;
}

/** How often clients may do what. */
interface RateOptions {
    /** `false`: no limit. */
    readonly connection?: ConnectionLimits | false | undefined;
    /** What all connections of one user may send together, across the cluster; asks Redis for each message. Default: no limit. */
    readonly user?: SharedRateLimit | undefined;
    readonly group?: GroupLimits | undefined;
    /** `false`: nobody is thrown out for being refused. */
    readonly abuse?: AbuseOptions | false | undefined;
    /** Whether a client is told of refused notifies, once a second at most: see `client.onLimited`. Default: false. */
    readonly tellNotifies?: boolean | undefined;
}

/** How much one read takes at most. */
interface ReadLimit {
    readonly count: number;
    readonly bytes: number;
}

/** Whom a push or a kick to users reached. Every uid stands in exactly one list. */
interface Receipt {
    /** Users with a connected session. */
    readonly delivered: readonly string[];
    /** Users whose sessions are all in their grace time. */
    readonly pending: readonly string[];
    /** Users without a session. */
    readonly offline: readonly string[];
}

/** Whom and what a policy decides differently about now; left out: everybody, all groups. */
interface RecheckFilter {
    /** The pattern of the groups: "table:{id}". */
    readonly pattern?: string | undefined;
    readonly uid?: string | undefined;
}

/** Takes a value: adds it to a counter, sets a gauge, or observes it in a histogram. */
type RecordValue = (value: number, labels: Labels) => void;

/** One Redis process. */
interface RedisAddress {
    readonly host: string;
    readonly port: number;
}

/**
 * All keys and channels that Volley uses in Redis. Users and groups are hash-tagged: what one script touches lies in
 * one slot of a Redis Cluster. Names were checked before they come here, so none can hold a brace.
 */
declare class RedisKeys {
    /** What they all start with. */
    readonly prefix: string;
    constructor(prefix?: string);
    /** STRING: the schema version. Lives as long as any node. */
    get schema(): string;
    /** HASH: node id → what it said about itself, and until when that holds. */
    get nodes(): string;
    /** HASH: what a session is restored from, who holds it, and what its tokens are. */
    session(session: string): string;
    /** HASH: session id → what its node says of it. */
    userSessions(uid: string): string;
    /** HASH: the groups that a user was made a member of, and how long that may be so; may name some that are gone. */
    userGroups(uid: string): string;
    /** HASH: a group of users: who is in it, and its time to live. */
    group(group: string): string;
    /** HASH: the nodes with sessions in a group, and until when that holds. */
    groupNodes(group: string): string;
    /** HASH: the sessions that joined a group. */
    groupSessions(group: string): string;
    /** HASH: who counts as present in a group. */
    groupPresence(group: string): string;
    /** ZSET: users who are present no longer, unless they come back before that time. */
    groupLeaving(group: string): string;
    /** ZSET: users and tokens that were revoked, by when that was. */
    get revocations(): string;
    /** STRING: what is remembered of one effect of a `once` request. */
    once(key: string): string;
    /** STRING: names the data that Redis has, as long as it has it. */
    get onceMemory(): string;
    /** HASH: where a stream of pushes ends: `e` its epoch, `s` the last offset, `t` that one's tag. */
    logMeta(stream: string): string;
    /** STREAM: the pushes of a stream that are kept: the id `<offset>-<tag>`, `p` the tag before, `b` the bytes. */
    logEntries(stream: string): string;
    /** HASH: who appended to a stream → the last serial, with offset, tag and the tag before. */
    logProducers(stream: string): string;
    /** STRING: what is owed of one allowance, and since when; a single key per script, so it needs no tag. */
    limit(key: string): string;
    /** What the keys of a quota start with: STRINGs, the points taken in the present window. */
    quota(name: string): string;
    /** What the keys of a service's queue of jobs start with; BullMQ says what they are. */
    jobs(service: string): string;
    /** Channel: news about nodes. */
    get nodeNews(): string;
    /** Channel: sessions that were bound or ended. */
    get sessionNews(): string;
    /** Channel: users and tokens that were revoked. */
    get revocationNews(): string;
    /** Channel: policies of groups that shall be asked again. */
    get policyNews(): string;
    /** Channel: users who were made members of groups, or are none any more. */
    get groupNews(): string;
    /** Channel: who came to a group and who left it. */
    presenceNews(group: string): string;
    /** Channel: the new entries of a stream of pushes. */
    log(stream: string): string;
    /** Channel: messages to one node. */
    nodeInbox(node: string): string;
    /** Channel: what one node says to itself, to learn whether messages get through. */
    probe(node: string): string;
    /** The `key` that the Socket.IO adapter and emitter put before their channels. */
    get rooms(): string;
}

/** Told what the connections to Redis go through. */
interface RedisMeter {
    /** A command was answered, with an error too, or given up. */
    took(client: string, seconds: number): void;
    /** A command failed. `kind`: one of few words. */
    failed(client: string, kind: string): void;
    /** A connection stands that had been lost. */
    again(client: string): void;
}

/** Options of `redis()`: where Redis is, and how long to wait for it. Give one of `url`, `cluster` and `sentinel`. */
interface RedisOptions {
    /** One server: `redis://user:password@host:6379`, or `rediss://` with TLS. Default: `redis://127.0.0.1:6379`. */
    readonly url?: string | undefined;
    /**
     * Some nodes of a Redis Cluster. The others are found through them, but messages between our nodes always pass
     * these: give several, so that one can fail.
     */
    readonly cluster?: readonly RedisAddress[] | undefined;
    /** Sentinels, and the name that they know the master by. */
    readonly sentinel?: RedisSentinel | undefined;
    readonly username?: string | undefined;
    readonly password?: string | undefined;
    /** TLS, to Sentinels too. With `url` that is what `rediss://` says; then only for what the defaults don't suit. */
    readonly tls?: ConnectionOptions | undefined;
    /**
     * What all keys and channels start with: letters, digits, `_`, `-` and `.`. Two apps on one Redis need two
     * prefixes, also when they use two databases: channels don't know databases. Default: "volley".
     */
    readonly prefix?: string | undefined;
    /**
     * How pushes and kicks get to other nodes: "classic", by Socket.IO's Redis adapter: all nodes hear all of them; or
     * "sharded": a channel for each user and group, which only nodes with some of their sessions hear. All nodes and
     * emitters of a cluster need the same. Default: "classic".
     */
    readonly fanout?: "classic" | "sharded" | undefined;
    /** How long one command may take, in ms; then it rejects with `UNAVAILABLE`. Default: 1,500. */
    readonly commandTimeoutMs?: number | undefined;
    /** How long the start waits for Redis, in ms. Default: 10,000. */
    readonly connectTimeoutMs?: number | undefined;
    /**
     * How long what a node wrote about itself and its sessions outlives it, in ms: users of a node that was killed
     * are offline after this time. Renewed every third of it. Default: 30,000.
     */
    readonly leaseMs?: number | undefined;
}

/** Sentinels, which say who the master is. */
interface RedisSentinel {
    /** The name that they know the master by. */
    readonly name: string;
    readonly addresses: readonly RedisAddress[];
    /** The Sentinels' own user and password, if they have any: they needn't be the master's. */
    readonly username?: string | undefined;
    readonly password?: string | undefined;
}

/** A session that joined a group, and the node that holds it. */
interface RegisteredSession extends JoinedSession {
    readonly node: string;
}

/** What became of a write. */
type RegistryAnswer = 
/** Nothing was done: there is something else than `basis`. Write all with "replace". */
{
    readonly type: "differs";
}
/**
 * Nothing was done: the group was cleared. Write all with "replace" and `afterClear`, but only what joined since the
 * last write.
 */
 | {
    readonly type: "cleared";
} | {
    readonly type: "written";
    /** Names the data: another one means that it was lost in between. */
    readonly epoch: string | undefined;
    /** What this write decided, and nobody else will: whoever gets it has to tell. */
    readonly changes: readonly PresenceChange[];
    /** When something will be due next that this node doesn't do anyway, in ms from now. */
    readonly dueInMs: number | undefined;
    /** Whether a user's grace is running. */
    readonly leaving: boolean;
};

/**
 * What a node writes about its sessions in a group. `revision` numbers what it has there, undefined if that is nothing
 * any more.
 */
type RegistryWrite = {
    /** Changes what is there, if that is `basis`; with nothing to change it only renews the lease. */
    readonly type: "change";
    /** The revision that the node believes to be there; 0: none. */
    readonly basis: number;
    readonly revision: number | undefined;
    readonly entered: readonly SessionEntry[];
    readonly left: readonly JoinedSession[];
} | {
    /** Whatever is there: the sessions of this node are exactly these. */
    readonly type: "replace";
    readonly revision: number | undefined;
    readonly entered: readonly SessionEntry[];
    /** Those that left since the last write that is known to have arrived. */
    readonly left: readonly JoinedSession[];
    /** Whether the node knows that the group was cleared. */
    readonly afterClear: boolean;
}
/** Does only what is due. */
 | {
    readonly type: "look";
}
/** Takes out all sessions of all nodes; the other nodes are answered "cleared" when they write next. */
 | {
    readonly type: "clear";
};

/** What a remote gets: no session, but who calls. */
interface RemoteCall<Input, Errors> {
    /** What the caller sent, parsed by the route's schema. */
    readonly input: Input;
    /** One constructor per error that the route and its remotes declare. */
    readonly errors: Errors;
    /** Aborted when the caller takes the call back or is gone, or its time is over. */
    readonly signal: AbortSignal;
    readonly route: string;
    readonly caller: RemoteCaller;
    /** The same for every try of one call: what has been done under it need not be done again. */
    readonly idempotencyKey: string;
    /** What trace the call is a part of, as its caller says; undefined for none. What the handler calls inherits it. */
    readonly trace: TraceContext | undefined;
    readonly log: Logger;
}

/** Who called a remote. */
interface RemoteCaller {
    /** The id of the node that called. */
    readonly node: string;
    /** The user on whose behalf it called: whose message its handler was handling. Undefined if nobody's. */
    readonly uid: string | undefined;
}

/** Answers a call of another server: returns the reply, or throws one of `errors`. */
type RemoteHandler<Input, Returned, Errors> = (call: RemoteCall<Input, Errors>) => Returned | Promise<Returned>;

/** All remotes of a contract: a missing or misspelt one doesn't compile. A conditional type keeps contextual typing alive. */
type RemoteHandlers<R extends AnyRemotes> = R extends AnyRemotes ? {
    readonly [K in keyof R["routes"] & string]: RemoteHandler<InputOf<R, K>, ReturnOf<R, K>, ErrorsFor<R, K>>;
} : never;

/** What goes with a call of a remote, besides its input. */
interface RemoteHead {
    readonly route: string;
    readonly kind: "request" | "notify";
    readonly rev: number;
    readonly uid?: string | undefined;
    readonly key: string;
    readonly trace?: TraceContext | undefined;
}

/** How long sessions wait for their clients. */
interface ResumeOptions {
    /** From the loss of a connection to the end of its session, in ms; 0 is as good as `false`. Default: 120,000. */
    readonly graceMs?: number | undefined;
    /** From a session's start until nobody may resume it any more, in ms. Default: 86,400,000 (24 h). */
    readonly maxMs?: number | undefined;
}

/**
 * The port that keeps sessions for clients who come back. It writes in the name of one node, and refuses what a node
 * says of a session that went on elsewhere. Everything rejects with `UNAVAILABLE` if it can't be known whether it was
 * done; all but `claim` may be repeated.
 */
interface ResumeStore {
    /** How long what is written outlives its node at least, in ms: it is renewed three times as often. */
    readonly leaseMs: number;
    /** Writes a session, whether it is there or not. */
    write(write: SessionWrite): Promise<"written" | Lost>;
    /** Keeps what is there for longer. */
    renew(held: HeldSession): Promise<"renewed" | "missing" | Lost>;
    /**
     * Gives a session to the node that asks. The current token becomes the previous one and `next` the current one. The
     * previous one is good too, as the answer to the last claim may have been lost; then the current one is used up.
     */
    claim(claim: SessionClaim): Promise<ClaimAnswer>;
    /** Removes a session that has ended. With `force` whoever holds it; else nothing happens if that is another node. */
    end(held: HeldSession, force?: boolean): Promise<"ended" | "elsewhere">;
    /** Tells which node holds a session; undefined if there is none. */
    holder(session: string): Promise<string | undefined>;
}

/** Something that was revoked: its name, and when, in ms since 1970 by the store's clock. */
interface Revocation {
    readonly name: string;
    readonly at: number;
}

/**
 * The port that keeps what was revoked, each for `keepMs` from then. All reject with `UNAVAILABLE`, and may be
 * repeated.
 */
interface RevocationStore {
    /** Revokes now, and tells when that is. */
    add(name: string, keepMs: number): Promise<number>;
    /** Reads what was revoked since a time of the store's clock. */
    read(since: number, keepMs: number): Promise<StoredRevocations>;
    /** Writes what the store has lost; what it has, and is newer, stays. */
    restore(revocations: readonly Revocation[], keepMs: number): Promise<void>;
}

/** A used-up resume token was presented: somebody may have copied it. */
interface Revoked {
    readonly session: string;
    /** The user of that session; undefined: nobody in particular. */
    readonly uid: string | undefined;
    /** The address that presented it: the user's or the thief's. */
    readonly address: string;
}

/** What is revoked: all tokens of a user that were issued so far, or one token. */
type RevokedToken = {
    readonly uid: string;
} | {
    readonly tokenId: string;
};

/** What a policy decides about. */
type Right = keyof GroupPolicy<AnyContract, string>;

/** Who wants something of which group. */
interface RightRequest<P extends string, S> {
    readonly session: S;
    /** What fills the group's pattern in. */
    readonly params: {
        readonly [Name in keyof GroupParams<P>]: string;
    };
    /** The group's name, filled in: "table:7". */
    readonly group: string;
}

/** What a node does: holds connections, serves forwarded calls, or both. */
type Role = "frontend" | "backend" | "both";

/**
 * Picks the node for a message among those that serve its service; there is at least one. Undefined, or a node that
 * isn't among them: the message is answered with `UNAVAILABLE`.
 */
type Routing<Input = unknown> = (call: RoutingCall<Input>, nodes: readonly NodeInfo[]) => NodeInfo | undefined;

/** A message that looks for its node. */
interface RoutingCall<Input = unknown> {
    readonly route: string;
    readonly session: Session<AnyContract>;
    /** Decodes and validates the input, once, when it is asked for: only then does a frontend look into a payload. */
    input(): Input;
    /** Where this session's last message of the service went, if that node still serves it. */
    readonly current: NodeInfo | undefined;
}

/** Options of `server.rpc`. */
interface RpcOptions {
    /** How long the answer is waited for, in ms; never longer than the handler's own caller waits. Default: the route's `timeoutMs`, else 5,000. */
    readonly timeoutMs?: number | undefined;
    /** Takes the call back. */
    readonly signal?: AbortSignal | undefined;
    /** The id of the node that shall answer. Default: any that serves it, at random. */
    readonly node?: string | undefined;
    /** What the remote may tell repetitions by. Default: a new one per call. */
    readonly idempotencyKey?: string | undefined;
    /** What trace the call is a part of. One that isn't valid is ignored. Default: that of the message being handled. */
    readonly trace?: TraceContext | undefined;
}

/** Allows or denies: always, or each time anew. Anything but `true` denies. */
type Rule<Request> = boolean | ((request: Request) => boolean | Promise<boolean>);

/** A limit as the arithmetic has it: integers, time in microseconds. */
interface Rule$1 {
    readonly rate: number;
    readonly perUs: number;
    readonly burst: number;
}

/**
 * Makes the call that a job is, on this node. Resolves with undefined when it succeeded, else with what it failed
 * with; never rejects. `signal` is aborted when the job is no longer this node's.
 */
type RunJob = (job: Job, signal: AbortSignal) => Promise<VolleyError | undefined>;

/** A server of one contract. Nothing about it is global: several can live in one process. */
interface Server<C extends AnyContract, Data = unknown, Claims = AnyClaims> extends AsyncDisposable {
    /**
     * Registers all methods of a service: an object, or an instance of a class. A missing or misspelt method doesn't
     * compile. Throws `NOT_FOUND` or `CONFLICT`.
     */
    service<N extends ServiceName<C>>(service: N, methods: Later<N, Services<C, Session<C, Data, Claims>>[N]>, options?: ServiceOptions<keyof Services<C, Session<C, Data, Claims>>[N]>): void;
    /** Registers the handler of one route. Throws `NOT_FOUND` or `CONFLICT`. */
    handle<K extends RouteName<C>>(route: K, handler: HandlerFor<C, K, Session<C, Data, Claims>>, options?: HandlerOptions): void;
    /** Puts a layer around all handlers. Layers run in the order of `use`, those for everything outermost. */
    use(layer: Layer<unknown, unknown, Session<C, Data, Claims>>): void;
    /** Puts a layer around the handlers of one service or route. */
    use<N extends ServiceName<C> | RouteName<C>>(scope: N, layer: N extends RouteName<C> ? Layer<InputOf<C, N>, ReturnOf<C, N>, Session<C, Data, Claims>> : Layer<unknown, unknown, Session<C, Data, Claims>>): void;
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
    rpc<R extends AnyRemotes, K extends keyof R["routes"] & string>(remotes: R, route: K, ...args: Args$1<Later<K, SentOf<R, K>>, RpcOptions>): Pending<ReplyOf<R, K>, ErrorOf<R, K>>;
    /**
     * Has a remote called by a node that serves it, now or later: resolves as soon as the call is kept. It is made at
     * least once: again, with growing pauses, until it succeeds, its `attempts` are used up, or an error shows that it
     * never will; then it is among the `deadJobs`. Rejects with `UNAVAILABLE` (it may be kept all the same: a `key`
     * makes trying again safe), `BUSY`, `PAYLOAD_TOO_LARGE` (more than 1 MiB of JSON), `BAD_REQUEST`, in development
     * with `VALIDATION`, and in a cluster without the option `jobs` with `UNSUPPORTED`.
     */
    enqueue<R extends AnyRemotes, K extends RouteName<R>>(remotes: R, route: K, ...args: Args$1<SentOf<R, K>, EnqueueOptions>): Promise<Enqueued>;
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
    snapshot<P extends GroupName<C>, K extends UnkeptPush<C, GroupPush<C, P>>>(pattern: P, push: K, handler: SnapshotHandler<P, PushSent<C, K>, Session<C, Data, Claims>>): void;
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
    attach(httpServer: Server$1): void;
    /**
     * Holds an upgrade of another WebSocket endpoint of the app against the option `edge`, together with Volley's own: its
     * page, its address, and how many there are. Returns undefined for one that is refused, which has its answer then.
     */
    admitUpgrade(request: IncomingMessage, socket: Duplex): AdmittedUpgrade | undefined;
    /** Listens on a port of its own; 0 picks a free one. Rejects like `attach` throws, and when the port is taken. */
    listen(port: number, options?: {
        readonly host?: string | undefined;
    }): Promise<Listening>;
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

/** Options of `createServer`. */
interface ServerOptions<S extends SchemaLike = Schema, Cl extends SchemaLike = Schema> {
    /**
     * Tells who a client is. Left out, everybody gets an anonymous session. `guest()` is a ready one for games that
     * start without accounts.
     */
    readonly authenticate?: Authenticate<SchemaInput<S>> | undefined;
    /** How long tokens and their revocations hold. */
    readonly auth?: AuthOptions | undefined;
    /** Lets clients without a token in, as anonymous sessions. Default: false when there is `authenticate`. */
    readonly anonymous?: boolean | undefined;
    /** Types `session.data`, and parses it at the start and at each `set`. It must accept what sessions start with. */
    readonly session?: S | undefined;
    /** Types `session.claims`, and parses what `authenticate` says; a user whose claims it refuses stays outside. */
    readonly claims?: Cl | undefined;
    /** Default: `jsonSerializer()`. Clients need the same. */
    readonly serializer?: Serializer | undefined;
    /** Whether replies, pushes and errors are checked before they are sent. Default: unless NODE_ENV is "production". */
    readonly check?: boolean | undefined;
    /** Makes this server one node of several: `redis({ url })`. Left out, it is alone. */
    readonly cluster?: Cluster | undefined;
    /** Finds the nodes of the cluster in another way, such as by asking Kubernetes. Default: the cluster's own. */
    readonly discovery?: CreateDiscovery | undefined;
    /**
     * Where `server.enqueue` keeps jobs: `bullmq({ url })` of "@volley/server/jobs", or `memoryJobs()`. Default:
     * memory, for a server alone; in a cluster `enqueue` rejects with `UNSUPPORTED`.
     */
    readonly jobs?: Jobs | undefined;
    /**
     * What this node does: "frontend": holds connections, "backend": serves what others hand on and never listens,
     * or "both". Whatever it is, it serves the services that it registers and forwards the others. Default: "both".
     */
    readonly role?: Role | undefined;
    /** What kind of node this is to the app, such as "web" or "tables": letters, digits, `_.:-`. Default: the role. */
    readonly type?: string | undefined;
    /** What other nodes can read of this one in `server.nodes()`; change it with `server.setMetadata`. */
    readonly metadata?: Readonly<Record<string, string>> | undefined;
    /** Keeps sessions for clients that lost their connection. `false`: they end with it. */
    readonly resume?: ResumeOptions | false | undefined;
    readonly limits?: Limits | undefined;
    readonly timeouts?: Timeouts | undefined;
    /** Who may connect, from where, and how many at once. */
    readonly edge?: EdgeOptions | undefined;
    /** See, and may change, delay or end, what connections carry, before anything is decoded; the first is outermost. */
    readonly connectionLayers?: readonly ConnectionLayer[] | undefined;
    /** The URL path of the connections. Default: "/volley". */
    readonly path?: string | undefined;
    /** Where metrics go: `prometheus()` of "@volley/server/prometheus", or `statsd()`. Default: nowhere, at no cost. */
    readonly metrics?: MetricsReporter | undefined;
    /** Where traces go: `openTelemetry()` of "@volley/server/opentelemetry". Default: nowhere, at no cost. */
    readonly traces?: Tracer | undefined;
    /** Default: warnings and errors on the console. */
    readonly logger?: Logger | undefined;
    /** Time, for tests that move it by hand. Default: the machine's. */
    readonly clock?: Clock | undefined;
}

/** All methods of one service, to declare them in a file of their own. */
type ServiceMethods<C extends AnyContract, N extends string, S = Session<C>> = Services<C, S>[N & ServiceName<C>];

/** Options for a whole service, and for single methods of it. */
interface ServiceOptions<M extends PropertyKey> extends HandlerOptions {
    /**
     * What becomes of new messages while the node drains. "refuse": they are answered `DRAINING`, and those that other
     * nodes forwarded go to the next one: for what begins something that lasts, such as a match. Default: "finish".
     */
    readonly drain?: "finish" | "refuse" | undefined;
    readonly methods?: {
        readonly [K in M]?: HandlerOptions;
    } | undefined;
}

/** The methods of every service. An index access (not a remapped type) at the parameter keeps contextual typing alive. */
type Services<C extends AnyCallable, S> = {
    [N in ServiceName<C>]: {
        [K in RoutesOf<C, N> as K extends `${N}.${infer M}` ? M : never]: Handler<InputOf<C, K>, ReturnOf<C, K>, ErrorsFor<C, K>, S>;
    };
};

/** One client's stay. It is bound to at most one user, and has zero or one connection at a time. */
interface Session<C extends AnyContract, Data = unknown, Claims = AnyClaims> {
    /** Names this session, and is no secret: 22 random characters. */
    readonly id: string;
    /**
     * The user. Reading it on an anonymous session throws `UNAUTHORIZED`, which the client gets when the handler lets
     * it through: a handler that needs a user just reads it.
     */
    readonly uid: string;
    /** Whether no user is bound. */
    readonly anonymous: boolean;
    /** What `authenticate` said of the user besides the uid. */
    readonly claims: Readonly<Claims>;
    /** What the client's `handshake` option said. Anybody can write anything there. */
    readonly handshake: Readonly<Record<string, unknown>>;
    /** The remote address of the connection, the last one if there is none now. */
    readonly address: string;
    /** How the connection is carried: "websocket", or "memory" in tests. */
    readonly transport: string;
    /** The version of the wire protocol in use. */
    readonly protocol: number;
    /** The session's tags, which filters of pushes can name. */
    readonly tags: readonly string[];
    /** Whether there is a connection now. */
    readonly connected: boolean;
    /** The session's data: a read-only snapshot; change it with `set`. */
    readonly data: Readonly<Data>;
    /** Merges keys into the data. Rejects with `VALIDATION` when the server's `session` schema refuses the result. */
    set(patch: Partial<Data>): Promise<void>;
    /**
     * Binds an anonymous session to a user, once. Rejects with `CONFLICT` when it is bound, `BAD_REQUEST` for a bad uid,
     * and with what a hook of `onSessionBind` throws: then it stays unbound.
     */
    bind(uid: string, claims?: Readonly<Claims>): Promise<void>;
    /** Adds tags, such as "spectator". Throws `BAD_REQUEST` for one that isn't 1 to 128 of letters, digits and `_.:-`. */
    tag(...tags: readonly string[]): void;
    /** Takes tags away. */
    untag(...tags: readonly string[]): void;
    /**
     * Makes this session a member of a group; the membership ends with the session. Joining again changes what is known
     * of its user. When it resolves, pushes to the group arrive. Rejects with `BAD_REQUEST` for more than 4,096 bytes of
     * what is known, with `VALIDATION` (development only) when its schema refuses it, and with `UNAVAILABLE` when the
     * group keeps pushes and nobody can tell now where they stand; then the session is no member.
     */
    join<P extends GroupName<C>>(group: P, ...args: JoinArgs<C, P>): Promise<void>;
    /** Ends this session's membership; nothing happens if there is none. */
    leave<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
    /**
     * Pushes to this session only. Rejects with `VALIDATION` (development only) when the schema refuses the data, and
     * with `BAD_REQUEST` for a push with delivery "replay": a session has no stream, its user and its groups do.
     */
    push<K extends UnkeptPush<C, PushName<C>>>(push: K, ...data: PushArgs<PushSent<C, K>>): Promise<void>;
    /** Ends the session; the client gets the text and doesn't come back by itself. */
    kick(text: string): Promise<void>;
    /**
     * Asks the client to open another connection in `inMs` (default: 0) and to go on there, such as on a newer node. What
     * is under way is finished on the old one. A client without a connection isn't asked.
     */
    move(options?: {
        readonly inMs?: number | undefined;
    }): Promise<void>;
    /** Calls the handler once when the session ends; at once if it has ended. What it throws is logged.
     * It stays on its node: one that goes on on another node calls no handlers here. */
    onClose(handler: (ending: Ending) => unknown): Unsubscribe;
}

/** A client's wish to go on with a session. Tokens are hashes. */
interface SessionClaim {
    readonly session: string;
    readonly token: string;
    /** The token that it gets if it may go on. */
    readonly next: string;
    /** Who it is. */
    readonly uid: string | undefined;
    readonly ttlMs: number;
}

/** A session as its node enters it. */
interface SessionEntry extends JoinedSession {
    /** What is known of its user, as JSON; "" for nothing. */
    readonly info: string;
    /** Whether it joined just now; false if it is entered again, because the registry doesn't have it any more. */
    readonly fresh: boolean;
}

/** What happened to a session of a user, on the node that holds or held it. */
type SessionNews = ({
    readonly type: "bound";
} & NewsOfSession) | ({
    readonly type: "closed";
    /** Whether the user has no other session in the cluster; undefined if that couldn't be found out. */
    readonly last?: boolean | undefined;
    /** Why it ended: the reason of its `Ending`. */
    readonly reason?: string | undefined;
} & NewsOfSession);

/** What is written of a session, by the node that holds it. */
interface SessionWrite extends HeldSession {
    /** The hash of the token that its client was given last. */
    readonly token: string;
    /** Whether the client is known to have it: then the token before it is used up. */
    readonly confirmed: boolean;
    /** The user that it is bound to. */
    readonly uid: string | undefined;
    /** What another node restores it from; "" if that is impossible. */
    readonly record: string;
    /** How long from now it may be resumed at all, in ms. The first write decides. */
    readonly leftMs: number;
}

/** A limit that all nodes of a cluster keep together. */
interface SharedRateLimit extends RateLimit {
    /** Default: "allow-share". */
    readonly whenUnsure?: WhenUnsure | undefined;
}

/** A client doesn't read as fast as it is written to. */
interface Slow {
    /** What waits for it, in bytes and in messages. */
    readonly bytes: number;
    readonly messages: number;
    /** How long it has taken nothing of that, in ms. */
    readonly ms: number;
    /** Whether its connection ends, as `slow`; else it only gets no `volatile` pushes, and the newest of `latest` ones. */
    readonly givenUp: boolean;
}

/** Tells a group's state; undefined: nothing is sent. */
type SnapshotHandler<P extends string = string, Sent = unknown, S = Session<AnyContract>> = (request: SnapshotRequest<P, S>) => Sent | undefined | Promise<Sent | undefined>;

/** Why a member needs the state of its group anew. */
type SnapshotReason = "joined" | GapReason;

/** What is asked of the handler that tells a group's state. */
interface SnapshotRequest<P extends string, S = Session<AnyContract>> {
    /** What fills the group's pattern in. */
    readonly params: {
        readonly [Name in keyof GroupParams<P>]: string;
    };
    /** Who gets it. */
    readonly session: S;
    /** It joined; or pushes are missing: away for too long, all lost, or the last ones lost. */
    readonly reason: SnapshotReason;
}

/** A piece of work that goes on. */
interface Span {
    /** What its parts, here and elsewhere, say that they are a part of. */
    readonly trace: TraceContext | undefined;
    /** Runs something as a part of it: what is started inside, awaits included, belongs to it. */
    run<T>(work: () => T): T;
    /** Ends it, once. `code`: "ok", or the code of what went wrong. */
    end(code: string): void;
}

/** What a piece of work is to the others in its trace, in OpenTelemetry's words. */
type SpanKind = "server" | "client" | "producer" | "consumer";

/** A piece of work that begins. */
interface SpanStart {
    /** What it does, such as a route's name: few different ones. */
    readonly name: string;
    readonly kind: SpanKind;
    /** What it is a part of. */
    readonly parent?: TraceContext | undefined;
    /**
     * Whether the app's own code began it: then it is a part of what is active there, unless `parent` is of another trace. Else
     * only `parent` counts, and without one it is the first of its trace.
     */
    readonly isOwn: boolean;
    /** What else led to it. */
    readonly links?: readonly TraceContext[] | undefined;
    readonly attributes?: Readonly<Record<string, string>> | undefined;
}

/** A group of users as it is now. */
interface StoredMembers extends GroupTime {
    readonly uids: readonly string[];
}

/** What a store has. */
interface StoredRevocations {
    /** Those that were asked for. */
    readonly found: readonly Revocation[];
    /** How many there are in all. */
    readonly count: number;
    /** The store's time. */
    readonly now: number;
}

/** How one taking is meant. */
interface TakeOptions {
    /** Points to take. Default: 1. */
    readonly cost?: number | undefined;
    /** Ends the waiting; the points may have been taken. */
    readonly signal?: AbortSignal | undefined;
}

/** What a store says of something that wants to pass. */
interface Taken {
    readonly allowed: boolean;
    /** How many could pass now, behind it. */
    readonly remaining: number;
    /** How many microseconds until it may; 0 if it passed. */
    readonly retryAfterUs: number;
}

/** Takes work that nobody awaits: its failures are logged under its name instead of ending the process. */
declare class Tasks {
    #private;
    constructor(logger: Logger);
    /** Runs a function, sync or async, and logs what it throws. */
    run(name: string, work: () => unknown): void;
    /** Watches a promise until it settles. */
    watch(name: string, promise: Promise<unknown>): void;
    /** Waits until everything that runs now is over. */
    settled(): Promise<void>;
}

/** How long things may take, in ms. */
interface Timeouts {
    /** A handler, unless its own options say otherwise. Default: 30,000. */
    readonly handlerMs?: number | undefined;
    /** `authenticate`, and what `onHandshake` does, with a token or a fresh one. Default: 10,000. */
    readonly authenticateMs?: number | undefined;
    /** Binding a session and the hooks of `onSessionBind` and `onSessionOpen`, until a client is welcomed. Default: 5,000. */
    readonly openMs?: number | undefined;
    /** From a connection's start until its client says hello; then `authenticateMs` counts. Default: 5,000. */
    readonly connectMs?: number | undefined;
    /**
     * How long a session may stay anonymous; then it ends with `unauthorized`. Default: no limit, as `anonymous: true`
     * mostly means people who just play.
     */
    readonly bindMs?: number | undefined;
    /** A message that another node serves, from its arrival to its answer. Default: 30,000. */
    readonly forwardMs?: number | undefined;
    /** For how long the effect of a `once` request is remembered: resent later, it ends with `OUTCOME_UNKNOWN`. Default: 120,000. */
    readonly onceMs?: number | undefined;
    /** How long a user whose last session left a group still counts as present there: reloading is no leaving. Default: 5,000. */
    readonly presenceGraceMs?: number | undefined;
    /**
     * How often it is looked whether the last pushes with delivery "replay" of a group or user got lost on their way here:
     * no later one shows it. Default: 5,000.
     */
    readonly sweepMs?: number | undefined;
    /** A rule of a group's policy; one that takes longer denies, with `UNAVAILABLE`. Default: 3,000. */
    readonly policyMs?: number | undefined;
    /** `close()`, for close hooks and clients to be done. Default: 2,000. */
    readonly closeMs?: number | undefined;
}

/** Timers that end with their server, on its clock. What a callback throws is logged. All return their undo. */
declare class Timers {
    #private;
    constructor(clock: Clock, tasks: Tasks);
    /** Calls `run` once after `delayMs`. */
    after(delayMs: number, run: () => unknown): Cancel;
    /** Calls `run` every `periodMs`, the first time after one period. */
    every(periodMs: number, run: () => unknown): Cancel;
    /** Calls `run` every `periodMs`, `count` times. */
    times(count: number, periodMs: number, run: () => unknown): Cancel;
    /** Looks every `periodMs` whether `condition` holds, and calls `run` each time it does. */
    when(condition: () => boolean, periodMs: number, run: () => unknown): Cancel;
    /** Ends all of them; later ones never start. */
    close(): void;
}

/** The port that traces go through: `openTelemetry()` of "@volley/server/opentelemetry" makes one. */
interface Tracer {
    /** Starts a span. */
    start(span: SpanStart): Span;
}

/** The proxies in front of a server. */
interface TrustedProxies {
    /** How many there are between the clients and this server, all of them ours. */
    readonly hops: number;
    /** What they write. They must append to it, or replace it. Default: "x-forwarded-for". */
    readonly header?: ForwardedHeader | undefined;
}

/** What the module needs of a server. */
interface UniqueSessionHost {
    replaceSessions(scope: Uniqueness): void;
}

/** Options of `uniqueSession`. */
interface UniqueSessionOptions {
    /** "all": one session in the whole cluster. "type": one on the nodes of each type. Default: "all". */
    readonly scope?: "all" | "type" | undefined;
}

/** Which older sessions of the user a new one replaces: none, all, or those on nodes of the same type. */
type Uniqueness = "none" | "all" | "type";

/** Why a server isn't ready. "check": one of the app's own failed; `checks` says which. */
type UnreadyReason = "starting" | "not-listening" | "unregistered" | "redis" | "draining" | "check";

/** Undoes a subscription: call it, or declare it with `using`. */
interface Unsubscribe extends Disposable {
    (): void;
}

/**
 * The port that knows which user has which sessions, in the whole cluster. Entries of a node that is gone don't
 * count from the moment that is known, and vanish within the lease. Everything that can't reach its store rejects
 * with `UNAVAILABLE`; the store is put right as soon as it can be reached again. A name that is none rejects with
 * `BAD_REQUEST`.
 */
interface UserDirectory {
    /**
     * Enters a session of this node, connected. Whom it replaces is taken out in the same moment: of two that come at
     * once exactly one stays. It is the caller who ends the replaced ones.
     */
    bind(binding: Binding, unique: Uniqueness): Promise<{
        readonly fence: number;
        readonly replaced: readonly UserSession[];
    }>;
    /** Takes a session of this node out; another's binding stays whatever happens. Tells whether it was the user's last. */
    unbind(binding: Binding): Promise<{
        readonly last: boolean;
    }>;
    /** Lets a session of this node go that goes on on another one, and leaves its entry to that. */
    release(binding: Binding): void;
    /** Tells whether a session of this node has a connection now. Nothing happens if it isn't entered. */
    setConnected(binding: Binding, connected: boolean): Promise<void>;
    /** Looks up users: one list per uid, in their order; in a list the oldest session comes first. */
    lookup(uids: readonly string[]): Promise<readonly (readonly UserSession[])[]>;
    /**
     * Calls the handler when it turns out that a session of this node was replaced, and nobody had told it. It is taken
     * out. What the handler throws is logged.
     */
    onReplaced(handler: (binding: Binding) => void): Unsubscribe;
    /** Takes out all sessions of this node, as far as that is possible now, and ends all timers. Never rejects; bounded. */
    close(): Promise<void>;
}

/** One user. A push with delivery "replay" also tells where it stands in the user's stream. */
interface UserHandle<C extends AnyContract> extends UserOperations<C, KeptReceipt> {
}

/** What can be done to one or several users. */
interface UserOperations<C extends AnyContract, Kept> {
    /**
     * Pushes to all their sessions. One with delivery "replay" is numbered and kept for each user. Rejects with
     * `VALIDATION` (development only) when the schema refuses the data, and with `UNAVAILABLE` when nobody can tell now
     * whom it reaches on other nodes, or (delivery "replay") whether it is there: a `producer` makes trying again safe.
     */
    push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>, IfKept<C, K, KeptUserPushOptions, UserPushOptions>>): Promise<IfKept<C, K, Kept, Receipt>>;
    /** Ends all sessions of the users; they get the text and don't come back by themselves. */
    kick(text: string): Promise<Receipt>;
    /**
     * Makes the sessions that the users have now members of a group, on all nodes; each membership ends with its
     * session. For users who shall stay members, here or not, there is `addUser` of the group. Resolves when it is on
     * its way, in order with pushes. Throws `BAD_REQUEST` for a group that the contract doesn't have.
     */
    join<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
    /** Ends the membership of the sessions that the users have now. */
    leave<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
}

/** Options of a push to users. */
interface UserPushOptions extends PushOptions {
    /** Only sessions on nodes of this type, and only those count in the receipt. Default: all. */
    readonly type?: string | undefined;
}

/** A session of a user, wherever in the cluster it is. */
interface UserSession {
    readonly session: string;
    /** The node that holds it. */
    readonly node: string;
    /** That node's type. */
    readonly type: string;
    /** Whether it has a connection now; false in its grace time. */
    readonly connected: boolean;
    /** Grows with each binding of this user, in the whole cluster: the higher one is the newer one. */
    readonly fence: number;
}

/** Several users. A push with delivery "replay" also tells where it stands in each one's stream. */
interface UsersHandle<C extends AnyContract> extends UserOperations<C, KeptReceipts> {
}

/**
 * What becomes of a message while Redis can't say whether it may pass. "allow-share": this node alone lets its share pass,
 * the limit divided by the number of nodes. "refuse": nothing passes.
 */
type WhenUnsure = "allow-share" | "refuse";

/** Who a client is. */
interface Who {
    /** 1 to 128 of letters, digits and `_.:-`. */
    readonly uid: string;
    /** What the token says about the user; `session.claims`. */
    readonly claims?: Readonly<Record<string, unknown>> | undefined;
    /** A token for the client to keep and present next time; see `guest()`. */
    readonly token?: string | undefined;
    /**
     * When the token runs out, in ms since 1970. The client is asked for a fresh one some time before, and its connection
     * ends with `expired` when none has come by then and `auth.refreshGraceMs` more. Left out: never.
     */
    readonly expiresAt?: number | undefined;
    /**
     * When the token was issued, in ms since 1970: `server.revoke({ uid })` refuses those issued before it. Left out: a
     * revoked user stays outside as long as the revocation is kept.
     */
    readonly issuedAt?: number | undefined;
    /** Names the token, for `server.revoke({ tokenId })`: 1 to 256 characters. */
    readonly tokenId?: string | undefined;
    /** Whether this is a guest of `guest()`: only then the uid may start with `guest-`. */
    readonly guest?: boolean | undefined;
}

/** How a write treats what isn't in it. */
interface WriteOptions {
    /** Set for groups whose users are told when they come and go. */
    readonly presence?: {
        /** How long a user without a session still counts as present, in ms. */
        readonly graceMs: number;
        /** The `epoch` that the node was answered last. */
        readonly epoch: string | undefined;
    } | undefined;
    /** Nodes that are known to be gone. */
    readonly gone?: readonly string[] | undefined;
}

/**
 * Makes a layer that runs after the handler, whether it returned or threw. What it returns, unless that is
 * undefined, replaces the outcome. `after` hooks run in the order of `use`, each seeing the outcome of the last one.
 */
declare function after<Input = unknown, Returned = unknown, S = Session<AnyContract>>(hook: (outcome: Outcome<Returned>, call: LayerCall<Input, S>) => Outcome<Returned> | undefined | void | Promise<Outcome<Returned> | undefined | void>): Layer<Input, Returned, S>;

/**
 * Makes a layer that runs before the handler. What it returns, unless that is undefined, replaces the input; what it
 * throws is the answer, and neither later hooks, nor the handler, nor any `after` hook run.
 */
declare function before<Input = unknown, Returned = unknown, S = Session<AnyContract>>(hook: (call: LayerCall<Input, S>) => Input | undefined | void | Promise<Input | undefined | void>): Layer<Input, Returned, S>;

/** Sends messages with the same key to the same node, whoever sends them: `byKey((input) => input.table)`. */
declare function byKey<Input>(key: (input: Input, route: string) => string | number): Routing<Input>;

/**
 * Makes a module that runs a program beside the server: `server.addModule("bots", childProcess({ command: "./bots" }))`.
 * It starts with the server, which doesn't if it can't, and ends with it: by SIGTERM, and SIGKILL after `graceMs`. It
 * doesn't outlive this process, unless that is killed itself.
 */
declare function childProcess(options: ChildProcessOptions): ChildProcessModule;

/**
 * Makes a logger that writes to the console; `debug` lines only when asked for. What clients said, in an error's
 * message for instance, can't look like a line of its own, nor steer the terminal.
 */
declare function consoleLogger(options?: {
    readonly debug?: boolean | undefined;
}): Logger;

/**
 * Makes a server of a contract. Register handlers, then `attach` it to an HTTP server or let it `listen`. Nothing is
 * opened before that.
 */
declare function createServer<C extends AnyContract, S extends SchemaLike = AnyData, Cl extends SchemaLike = Schema<AnyClaims, AnyClaims>>(contract: C, options?: ServerOptions<S, Cl>): Server<C, SchemaOutput<S>, SchemaOutput<Cl>>;

/**
 * Makes a module that holds a drain up, before clients are told to move, until few enough sessions are left: players may
 * end their match. `server.addModule("gate", drainGate(server, { withinMs: 600_000 }))`. Nobody new gets in meanwhile.
 * `server.close()` doesn't wait for it.
 */
declare function drainGate(server: DrainGateHost, options?: DrainGateOptions): Module;

/**
 * Lets everybody in under an identity that they keep: a client without a token (or with one that isn't ours) becomes
 * a new guest with a random uid such as `guest-3f…`, and gets a signed token to present next time; `guestIdentity()`
 * of the client keeps it. A token is `uid.issuedAt.signature`, the signature HMAC-SHA-256 in base64url.
 */
declare function guest(options?: GuestOptions): (attempt: Attempt) => Who;

/** Makes a cluster of nodes in this process, which must share a clock: for tests, and for a node alone. */
declare function memoryCluster({ fanout }?: {
    readonly fanout?: Fanout | undefined;
}): Cluster;

/**
 * Keeps jobs in this process, where they end with it: for a server alone, and for tests. Nodes that shall work the
 * same jobs share one of these and a clock.
 */
declare function memoryJobs(rules?: JobRules): Jobs;

/** Picks a node at random for each message. `next` gives numbers from 0 to below 1. Default: `Math.random`. */
declare function random(next?: () => number): Routing;

/**
 * Makes the cluster that nodes form through one Redis (7.0 or later), which may be a Redis Cluster or stand under
 * Sentinels: `createServer(contract, { cluster: redis({ url }) })`. Throws `BAD_REQUEST` for options that name no
 * Redis, or several.
 */
declare function redis(options?: RedisOptions): Cluster;

/** Keeps a session on one node while that serves, spread evenly. This is what services do without a routing. */
declare function sticky(): Routing;

/**
 * Makes a module that lets each user have one session: the newest wins, on whichever node, older ones end with
 * `replaced`, and their clients stay away. `server.addModule("unique-session", uniqueSession(server))`.
 */
declare function uniqueSession(host: UniqueSessionHost, { scope }?: UniqueSessionOptions): Module;

export {
    Timers,
    after,
    before,
    byKey,
    childProcess,
    consoleLogger,
    createServer,
    drainGate,
    guest,
    memoryCluster,
    memoryJobs,
    random,
    redis,
    sticky,
    uniqueSession,
};

export type {
    AbuseOptions,
    AdmittedUpgrade,
    AnyClaims,
    AppMetrics,
    Attempt,
    AuthOptions,
    Authenticate,
    Bus,
    BusReceiver,
    Call,
    ChildExit,
    ChildProcessModule,
    ChildProcessOptions,
    Cluster,
    ConnectionHooks,
    ConnectionLayer,
    ConnectionLimits,
    Counter,
    CreateDiscovery,
    CreateGroupOptions,
    DeadJob,
    DeadJobs,
    Discovery,
    DiscoveryParts,
    DrainGateHost,
    DrainGateOptions,
    DrainOptions,
    DrainReport,
    EdgeOptions,
    EnqueueOptions,
    Enqueued,
    EverybodyHandle,
    Filter,
    ForwardedHeader,
    Gauge,
    GroupHandle,
    GroupLimits,
    GroupMember,
    GroupOperations,
    GroupPolicy,
    GuestOptions,
    Handler,
    HandlerFor,
    HandlerOptions,
    HandshakeRate,
    Histogram,
    HistogramDefinition,
    HistoryEntry,
    HistoryOptions,
    Identity,
    JobRules,
    Jobs,
    JoinArgs,
    JoinOptions,
    JoinReason,
    JoinRequest,
    KeptPushOptions,
    KeptReceipt,
    KeptReceipts,
    KeptUserPushOptions,
    Labels,
    LastOptions,
    Layer,
    LayerCall,
    LayeredConnection,
    LimitCounts,
    Limits,
    Listening,
    LogFields,
    Logger,
    MetricDefinition,
    MetricsReporter,
    Module,
    ModuleOptions,
    NextCall,
    NextMessage,
    NodeChange,
    NodeFilter,
    NodeInfo,
    Outcome,
    PresenceEvent,
    PresenceHandle,
    PresenceHandleOf,
    Present,
    Producer,
    PublishOptions,
    PublishRequest,
    Published,
    PushOptions,
    Quota,
    QuotaLeft,
    QuotaOptions,
    RateLimit,
    RateOptions,
    Receipt,
    RecheckFilter,
    RecordValue,
    RedisAddress,
    RedisOptions,
    RedisSentinel,
    RemoteCall,
    RemoteCaller,
    RemoteHandler,
    RemoteHandlers,
    ResumeOptions,
    Revoked,
    RevokedToken,
    Right,
    RightRequest,
    Role,
    Routing,
    RoutingCall,
    RpcOptions,
    Rule,
    Server,
    ServerOptions,
    ServiceMethods,
    ServiceOptions,
    Session,
    SessionNews,
    SharedRateLimit,
    Slow,
    SnapshotHandler,
    SnapshotReason,
    SnapshotRequest,
    Span,
    SpanKind,
    SpanStart,
    TakeOptions,
    Timeouts,
    Tracer,
    TrustedProxies,
    UniqueSessionHost,
    UniqueSessionOptions,
    Unsubscribe,
    UserHandle,
    UserOperations,
    UsersHandle,
    WhenUnsure,
    Who,
};

export {
    TraceContext,
    VolleyError,
} from '@volley/protocol';
