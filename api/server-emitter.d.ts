import {
    AnyContract,
    DeliveryOf,
    GroupArgs,
    GroupName,
    GroupPush,
    HasPresence,
    KeptPush,
    PresenceInfo,
    PushName,
    PushSent,
    Serializer,
    UnkeptPush,
} from '@volley/protocol';

import {
    Clock,
    StreamPosition,
} from '@volley/protocol/internal';

import {
    ConnectionOptions,
} from 'node:tls';

import {
    RateLimiterAbstract,
} from 'rate-limiter-flexible';

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

/** Makes a discovery of the app's own, such as one that asks Kubernetes or Consul. */
type CreateDiscovery = (parts: DiscoveryParts) => Discovery;

/** How a group is created. */
interface CreateGroupOptions {
    /** How long it lives unless renewed, in ms, at least 1. Default: until it is deleted. */
    readonly ttlMs?: number | undefined;
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

/** A process that pushes to a cluster without being one of its nodes: a cron job, a worker, an admin's script. */
interface Emitter<C extends AnyContract> extends AsyncDisposable {
    /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
    user(uid: string): UserHandle<C>;
    /** Names several users. */
    users(uids: readonly string[]): UsersHandle<C>;
    /** Names a group, to push to. Throws `BAD_REQUEST` for params that can't stand in a name. */
    group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): Pick<GroupHandle<C, P>, "name" | "push">;
    /** Names everybody who is connected. */
    everybody(): EverybodyHandle<C>;
    /** Tells whether a user has a session anywhere in the cluster. Rejects with `UNAVAILABLE`. */
    online(uid: string): Promise<boolean>;
    /**
     * Refuses all tokens of a user that were issued until now, or one token by its id, on all nodes; see `server.revoke`.
     * Rejects with `UNAVAILABLE`: try again.
     */
    revoke(what: RevokedToken): Promise<void>;
    /** Runs when a session of any node is bound to a user, or a bound one ends. News can be lost while Redis is away. */
    onSessionNews(handler: (news: SessionNews) => unknown): Unsubscribe;
    /** Connects, which the first use does by itself. Rejects with `UNAVAILABLE`. */
    start(): Promise<void>;
    /** Sends what was written, and disconnects. */
    close(): Promise<void>;
}

/** Options of `createEmitter`: where the cluster is, and what its nodes are configured with too. */
type EmitterOptions = ({
    readonly redis: RedisOptions;
} | {
    readonly cluster: Cluster;
}) & {
    /** The nodes' serializer. Default: `jsonSerializer()`. */
    readonly serializer?: Serializer | undefined;
    /** Whether pushes are checked before they are sent. Default: unless NODE_ENV is "production". */
    readonly check?: boolean | undefined;
    /** The nodes' `auth`: how long a revocation is kept. */
    readonly auth?: Pick<AuthOptions, "maxTokenMs"> | undefined;
    /** Default: warnings and errors on the console. */
    readonly logger?: Logger | undefined;
};

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

/** Why the entries after a position can't all be had. */
type GapReason = "window" | "epoch" | "fork";

/** One group: sessions that joined, and users who are members whether they are here or not. */
type GroupHandle<C extends AnyContract, P extends string> = GroupOperations<C, P> & PresenceHandleOf<C, P>;

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

/** A session, as the node knows it that holds it. */
interface HeldSession {
    readonly session: string;
    /** Counts its connections: a node that knows an older one doesn't hold it any more. */
    readonly generation: number;
    /** How long what is stored lasts if it isn't written or renewed again, in ms. */
    readonly ttlMs: number;
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

/** What differs for pushes that are kept: with delivery "replay". */
type IfKept<C extends AnyContract, K extends string, Kept, Else> = [DeliveryOf<C, K>] extends ["replay"] ? Kept : Else;

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

/** What limits and quotas that all nodes keep together are counted with. */
interface LimitPorts {
    readonly store: LimitStore;
    /** Makes what counts the points of a quota. */
    limiterOf(name: string, options: QuotaOptions): RateLimiterAbstract;
}

/** Counts for all nodes that share it, by one clock: what it lets pass is exact. */
interface LimitStore {
    /** Takes `cost` of the allowance of a key, or nothing. Rejects with `UNAVAILABLE`. */
    take(key: string, rule: Rule, cost?: number): Promise<Taken>;
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

interface NewsOfSession {
    readonly uid: string;
    readonly session: string;
    readonly node: string;
    readonly nodeType: string;
}

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

/** Where a push with delivery "replay" was written. */
interface Published {
    /** Counts the pushes of the group or user, from 1. Undefined for a duplicate so old that it isn't known any more. */
    readonly offset: number | undefined;
    /** Whether it had been there already: same `producer`. Then nobody gets it again. */
    readonly duplicate: boolean;
}

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

/** A number of points per window, for each key. */
interface QuotaOptions {
    /** Points per window: a positive integer. */
    readonly points: number;
    /** The window's length in ms, whole seconds; it begins with the first point taken. At most 2,147,483,000 (24 days). */
    readonly perMs: number;
    /** How long a key is refused that wanted more, in ms, whole seconds. Default: until its window ends. */
    readonly blockMs?: number | undefined;
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

/** What is revoked: all tokens of a user that were issued so far, or one token. */
type RevokedToken = {
    readonly uid: string;
} | {
    readonly tokenId: string;
};

/** What a node does: holds connections, serves forwarded calls, or both. */
type Role = "frontend" | "backend" | "both";

/** A limit as the arithmetic has it: integers, time in microseconds. */
interface Rule {
    readonly rate: number;
    readonly perUs: number;
    readonly burst: number;
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

/** What a store says of something that wants to pass. */
interface Taken {
    readonly allowed: boolean;
    /** How many could pass now, behind it. */
    readonly remaining: number;
    /** How many microseconds until it may; 0 if it passed. */
    readonly retryAfterUs: number;
}

/** Which older sessions of the user a new one replaces: none, all, or those on nodes of the same type. */
type Uniqueness = "none" | "all" | "type";

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
 * Makes an emitter for the users of a cluster. It connects at its first use. What it sends arrives in its order;
 * each call resolves when Redis has it, and rejects with `UNAVAILABLE` when Redis can't be reached.
 */
declare function createEmitter<C extends AnyContract>(contract: C, options: EmitterOptions): Emitter<C>;

export {
    createEmitter,
};

export type {
    Emitter,
    EmitterOptions,
    RedisAddress,
    RedisOptions,
    RedisSentinel,
};
