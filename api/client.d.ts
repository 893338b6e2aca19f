import {
    AnyContract,
    Delivery,
    DeliveryOf,
    EndingReason,
    ErrorOf,
    GroupArgs,
    GroupName,
    GroupPush,
    HasPresence,
    KeptPush,
    Limited,
    NotifyName,
    Pending,
    Presence,
    PresenceInfo,
    PushName,
    PushReceived,
    PushSent,
    ReplyOf,
    RequestName,
    SentOf,
    Serializer,
    StreamPosition,
    TraceContext,
    VolleyError,
} from '@volley/protocol';

import {
    Args,
    Later,
    ResumeFailure,
} from '@volley/protocol/internal';

/**
 * A client of one server. It connects when it is first used and reconnects for ever, until it is closed: by
 * `close()`, or by an ending that says to stay away (kicked, unauthorized, …; see docs/errors.md).
 */
interface Client<C extends AnyContract> extends AsyncDisposable {
    /** Tells where the client stands. */
    readonly status: Status;
    /** Tells the latest round trip to the server in ms; undefined before the first one. */
    readonly rttMs: number | undefined;
    /** Counts the notifies that were never sent: outbox full, expired, client closed, or unknown to the server. */
    readonly droppedNotifies: number;
    /**
     * Connects, and waits until the client is ready, however many attempts that takes. Requests, notifies and
     * subscriptions to pushes connect by themselves. Rejects with what closed the client, or `CANCELLED`.
     */
    connect(options?: WaitOptions): Promise<void>;
    /**
     * Asks and waits for the answer. Without a connection it waits in the outbox, within its time. Rejects with an
     * error of the contract or of the route, or one of Volley's: `TIMEOUT`, `CANCELLED`, `DISCONNECTED` (it was sent,
     * and the connection was lost before the answer), `BUSY` (the outbox is full), `CONTRACT_MISMATCH`, `VALIDATION`, …
     */
    request<K extends RequestName<C>>(route: K, ...args: Args<Later<K, SentOf<C, K>>, RequestOptions>): Pending<ReplyOf<C, K>, ErrorOf<C, K>>;
    /**
     * Tells, and doesn't wait. Throws only for input that can't be encoded; what is dropped later is logged as a
     * warning and counted in `droppedNotifies`.
     */
    notify<K extends NotifyName<C>>(route: K, ...args: Args<Later<K, SentOf<C, K>>, NotifyOptions>): void;
    /**
     * Calls the handler with each push of this name, in their order, and behind the replies that the server wrote before
     * them: who subscribes right after awaiting a reply misses nothing. What the handler throws is logged.
     */
    onPush<K extends PushName<C>>(push: K, handler: (data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => void, options?: WaitOptions): Unsubscribe;
    /**
     * Iterates over the pushes of this name that come from now on: `for await (const chat of client.pushes(…))`.
     * Leaving the loop unsubscribes; the loop ends when the client is closed or the signal aborts.
     */
    pushes<K extends PushName<C>>(push: K, options?: PushesOptions<DeliveryOf<C, K>>): AsyncIterableIterator<PushReceived<C, K>> & AsyncDisposable;
    /**
     * Names a group, to join it, push to it or read of it by itself, as far as the server's policies allow. Nothing is
     * asked yet.
     */
    group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): ClientGroup<C, P>;
    /**
     * Calls the handler when the `replay` pushes of a group (undefined: of the user) don't go on from what came before:
     * fetch the state of that group now; the pushes that come from here on follow it. Reasons: "joined", this session
     * just came to the group; "window", it was away for longer than pushes are kept; "epoch" and "fork", the server lost
     * all or the last of them. Called once each time, in order with the pushes. What the handler throws is logged.
     */
    onResync(handler: (resync: Resync) => void, options?: WaitOptions): Unsubscribe;
    /**
     * Calls the handler when the server says that it refused notifies for their rate: `{ route, scope, retryAfterMs }`, once
     * a second at most. Only servers with `limits.tellNotifies` say it. What the handler throws is logged.
     */
    onLimited(handler: (limited: Limited) => void, options?: WaitOptions): Unsubscribe;
    /** Calls the handler with each new status, not with the present one. */
    onStatus(handler: (status: Status) => void, options?: WaitOptions): Unsubscribe;
    /** Tells the server's time in ms since 1970, for turn clocks; this machine's before the first connection. */
    serverNow(): number;
    /**
     * Closes for good: sends the notifies that wait, settles every request with `CANCELLED`, ends the connection and
     * every subscription. Calling it twice does nothing.
     */
    close(): Promise<void>;
}

/**
 * One group, as far as the server's policy lets this client use it by itself. Everything that asks the server settles
 * like a request, and rejects with `FORBIDDEN`, or the policy's own words, if it isn't allowed; with `NOT_FOUND` or
 * `CONTRACT_MISMATCH` if the server's contract differs; `UNAVAILABLE`, `BUSY`, `RATE_LIMITED`, `TIMEOUT`, `CANCELLED`,
 * `DISCONNECTED` as requests do; `UNSUPPORTED` on an older server.
 */
type ClientGroup<C extends AnyContract, P extends string> = GroupUses<C, P> & (HasPresence<C, P> extends true ? GroupMembers<PresenceInfo<C, P>> : {});

/** What `createClient` takes. */
interface ClientOptions {
    /** The server's origin: "https://play.example". http, https, ws and wss mean what they say. */
    readonly url: string;
    /** The path of the connections on that server. Default: "/volley". */
    readonly path?: string | undefined;
    /** Who the user is, asked before each connect. Default: nobody in particular. See `guestIdentity`. */
    readonly token?: TokenSource | GetToken | undefined;
    /** What the server's `authenticate` gets besides the token; must be JSON. */
    readonly handshake?: Readonly<Record<string, unknown>> | undefined;
    /** How the client goes on with its session after a reload. After a lost connection it always does, if it may. */
    readonly resume?: ResumeOptions | undefined;
    /** How long a request waits for its reply, and a notify for a connection, in ms. Default: 10,000. */
    readonly timeoutMs?: number | undefined;
    /** How long one attempt to connect may take, token included, in ms. Default: 10,000. */
    readonly connectTimeoutMs?: number | undefined;
    readonly reconnect?: ReconnectOptions | undefined;
    readonly heartbeat?: HeartbeatOptions | undefined;
    readonly outbox?: OutboxOptions | undefined;
    /** Whether replies, pushes and declared errors go through their schemas. Default: true. */
    readonly parse?: boolean | undefined;
    /** The same as the server's. Default: `jsonSerializer()`. */
    readonly serializer?: Serializer | undefined;
    /** Logs every frame with `logger.debug`, one line each; tokens are left out. Default: false. */
    readonly debug?: boolean | undefined;
    /** Default: `console`. */
    readonly logger?: Logger | undefined;
    /** Makes the network worse, for development. Default: off. */
    readonly simulate?: SimulateOptions | undefined;
}

/** Why a client is closed for good. */
interface CloseCause {
    /** "client": by its own `close()`. Everything else says what ended the last connection; see docs/errors.md. */
    readonly reason: EndingReason;
    /** Words for people, such as a kick's text. */
    readonly text?: string | undefined;
    /** What requests now reject with. */
    readonly error: VolleyError;
}

/** Answers who the user is. `null`: nobody in particular. */
type GetToken = (attempt: TokenAttempt) => string | null | Promise<string | null>;

/** Options of one operation on a group. */
interface GroupCallOptions extends WaitOptions {
    /** How long to wait for the answer, in ms. Default: the client's `timeoutMs`. */
    readonly timeoutMs?: number | undefined;
}

/** The pushes that a group gets: those that the contract lists, and those that tell who comes and goes. */
type GroupHeard<C extends AnyContract, P extends string> = GroupPush<C, P> | PresencePush<C, P>;

/** One kept push of a group. */
type GroupHistoryEntry<C extends AnyContract, P extends string> = {
    [K in KeptPush<C, GroupPush<C, P>>]: {
        readonly push: K;
        readonly data: PushReceived<C, K>;
        readonly offset: number;
        /** For `since`. */
        readonly position: StreamPosition;
    };
}[KeptPush<C, GroupPush<C, P>>];

/** Which part of a group's history is wanted. */
interface GroupHistoryOptions extends GroupCallOptions {
    /** How many of the newest pushes at most, 1 to 1,000; of them what fits into 512 KiB. Default: 100. */
    readonly limit?: number | undefined;
    /** Only those behind this position of an entry. Default: all that are kept. */
    readonly since?: StreamPosition | undefined;
}

/** The arguments of `join`: what the others learn of this user, if the contract asks for it. */
type GroupJoinArgs<Info> = [Info] extends [undefined] ? [options?: GroupJoinOptions] : undefined extends Info ? [options?: GroupJoinOptions & {
    readonly presence?: Info;
}] : [options: GroupJoinOptions & {
    readonly presence: Info;
}];

/** Options of joining a group. */
interface GroupJoinOptions extends GroupCallOptions {
    /**
     * How many of the newest kept pushes of the group come first, marked as replayed, if the session wasn't a member: at
     * most 1,000. It takes the right to the group's history, too. Default: 0.
     */
    readonly last?: number | undefined;
}

/** Tells that a client isn't in a group any more. */
interface GroupLeft {
    /** The group's name, filled in: "table:7". */
    readonly group: string;
    /** Why it may not be there, or couldn't join again; undefined: the app took it out, or nobody knows. */
    readonly error: VolleyError | undefined;
}

/** What only a group with presence has. */
interface GroupMembers<Info> {
    /** Lists the users who are present, on all nodes, in no order. */
    members(options?: GroupCallOptions): Promise<readonly Member<Info>[]>;
}

/** What every group has. */
interface GroupUses<C extends AnyContract, P extends string> {
    /** The name, filled in: "table:7". */
    readonly name: string;
    /**
     * Joins: from now on the group's pushes come. Joining again is no error, and updates the presence. When the client
     * gets a new session because it couldn't go on with its old one, it joins again by itself, before anything that waits
     * to be sent, without `last`; its kept pushes start anew then, as `onResync` tells.
     */
    join(...args: GroupJoinArgs<PresenceInfo<C, P>>): Promise<void>;
    /** Leaves; no error when it isn't there. Rejects with `FORBIDDEN` if a handler made it a member, not `join`. */
    leave(options?: GroupCallOptions): Promise<void>;
    /**
     * Pushes to all members, this one included; only members may. Nothing says to the others who it was: what they must
     * be able to trust goes through a handler, or stands in the data and is checked by the policy.
     */
    push<K extends GroupPush<C, P>>(push: K, ...args: PushArgs<PushSent<C, K>>): Promise<void>;
    /** Reads the newest kept pushes that this session may see, the oldest first. */
    history(options?: GroupHistoryOptions): Promise<readonly GroupHistoryEntry<C, P>[]>;
    /** Calls the handler with each push of this name to this group, as `client.onPush` does. */
    onPush<K extends GroupHeard<C, P>>(push: K, handler: (data: PushReceived<C, K>, meta: MetaOf<DeliveryOf<C, K>>) => void, options?: WaitOptions): Unsubscribe;
    /** Iterates over the pushes of this name to this group, as `client.pushes` does. */
    pushes<K extends GroupHeard<C, P>>(push: K, options?: PushesOptions<DeliveryOf<C, K>>): AsyncIterableIterator<PushReceived<C, K>> & AsyncDisposable;
    /**
     * Calls the handler when this client isn't in the group any more though it joined and didn't leave: `error` says why
     * it may not, or couldn't join again; undefined: the app took it out, or nobody knows why. In order with pushes.
     */
    onLeft(handler: (left: GroupLeft) => void, options?: WaitOptions): Unsubscribe;
}

/** What `guestIdentity` takes. */
interface GuestIdentityOptions {
    /** Default: `localStorage` where it exists and works, else memory. */
    readonly storage?: TokenStorage | undefined;
    /** The key of the token in that storage. Default: "volley.guest". */
    readonly key?: string | undefined;
}

/** How a silent connection is noticed: at the latest after the sum of the two. */
interface HeartbeatOptions {
    /** The pause between two pings in ms. Default: 10,000. */
    readonly everyMs?: number | undefined;
    /** How long a pong may take, in ms. Default: 5,000. */
    readonly timeoutMs?: number | undefined;
}

/** Where the client reports what no caller waits for. `console` is one. */
interface Logger {
    debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
    info(message: string, fields?: Readonly<Record<string, unknown>>): void;
    warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
    error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** A user who is present in a group. */
interface Member<Info> {
    readonly uid: string;
    /** What the user said when joining; undefined when the contract asks for nothing. */
    readonly info: Info;
}

/** What handlers of a push are told, by its delivery class. */
type MetaOf<D extends Delivery> = D extends "replay" ? ReplayMeta : PushMeta;

/** Options of one notify. */
interface NotifyOptions {
    /**
     * What happens to it without a connection. "keep": it waits in the outbox, for the client's `timeoutMs` at most.
     * "drop": it is forgotten. Default: "keep".
     */
    readonly whenOffline?: "keep" | "drop" | undefined;
    /** What trace the notify is a part of: its handler reads it as `call.trace`. One that isn't valid is ignored. Default: none. */
    readonly trace?: TraceContext | undefined;
}

/** How much may wait for a connection; beyond it requests reject with `BUSY` and notifies are dropped. */
interface OutboxOptions {
    /** Requests and notifies. Default: 256. */
    readonly maxEntries?: number | undefined;
    /** Bytes of their payloads. Default: 1,048,576. */
    readonly maxBytes?: number | undefined;
}

/**
 * What happens to a push that finds the buffer full. "drop-oldest" and "drop-newest" lose one silently; "fail" ends
 * the iteration with `BUSY`, after what was buffered. A `replay` push is never dropped silently, so there only "fail".
 */
type Overflow<D extends Delivery> = D extends "replay" ? "fail" : "drop-oldest" | "drop-newest" | "fail";

type PresencePush<C extends AnyContract, P extends string> = P extends keyof C["groups"] ? C["groups"][P]["presence"] extends Presence<infer _, infer Came, infer Left> ? Came | Left : never : never;

/** The arguments behind the name of a push. */
type PushArgs<Sent> = undefined extends Sent ? [data?: Sent, options?: GroupCallOptions] : [data: Sent, options?: GroupCallOptions];

/** What is known about a push besides its data. */
interface PushMeta {
    /** The name of the push. */
    readonly push: string;
    /** The group that it was pushed to, if any. */
    readonly group: string | undefined;
    /** The trace that it is a part of, if its server traces. */
    readonly trace?: TraceContext | undefined;
}

/** Options of an iteration over pushes. */
interface PushesOptions<D extends Delivery> extends WaitOptions {
    /** How many pushes wait for a slow loop. Default: 64. */
    readonly buffer?: number | undefined;
    /** Default: "drop-oldest"; "fail" for a `replay` push. */
    readonly overflow?: Overflow<D> | undefined;
}

/** When to try again. */
interface ReconnectOptions {
    /** The shortest wait in ms. Default: 500. */
    readonly minMs?: number | undefined;
    /** The longest wait in ms, unless the server asks for more. Default: 20,000. */
    readonly maxMs?: number | undefined;
}

/** What is known about a push that is numbered and kept. */
interface ReplayMeta extends PushMeta {
    /** Names what the offset counts: the group's name, or "" for what is pushed to the user. */
    readonly stream: string;
    /** Counts the pushes of the stream, from 1; some may be meant for others only. */
    readonly offset: number;
    /** Whether this client missed it at first, and got it later. */
    readonly replayed: boolean;
}

/** Options of one request. */
interface RequestOptions extends WaitOptions {
    /** How long to wait for the reply, in ms. Default: the route's `timeoutMs`, else the client's. */
    readonly timeoutMs?: number | undefined;
    /**
     * Whether a request that the server refused with `RATE_LIMITED` is sent again when the server says, twice at most and
     * within its time: it surely wasn't handled. Default: true.
     */
    readonly retry?: boolean | undefined;
    /** What trace the request is a part of: its handler reads it as `call.trace`. One that isn't valid is ignored. Default: none. */
    readonly trace?: TraceContext | undefined;
}

/** How a client goes on with its session. */
interface ResumeOptions {
    /**
     * Keeps the session over reloads of the page: `sessionStorage`. Whoever can run code in the page can read it. Nothing
     * is kept where there are no Web Locks, which tell a reloaded tab from a duplicated one. Default: memory only.
     */
    readonly storage?: ResumeStorage | undefined;
    /** The key in that storage, one for each client of a page. Default: "volley.session". */
    readonly key?: string | undefined;
}

/** What a session is kept in over reloads; `sessionStorage` is one. */
interface ResumeStorage {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
    removeItem(key: string): void;
}

/** Tells that the pushes of a stream don't go on from what the client has. */
interface Resync {
    /** The name of the group; undefined for what is pushed to the user. */
    readonly group: string | undefined;
    readonly reason: ResyncReason;
}

/**
 * Why a client must fetch a state again: "joined": pushes come from here on, and what was before isn't known; "window":
 * it was away for longer than they are kept; "epoch": the server lost all of them; "fork": it lost the last ones.
 */
type ResyncReason = "joined" | "window" | "epoch" | "fork";

/** A worse network than the developer's own. For development only. */
interface SimulateOptions {
    /** Delays every message by this much, in each direction. Default: 0. */
    readonly latencyMs?: number | undefined;
    /** Adds a random delay of up to this much. Order is kept. Default: 0. */
    readonly jitterMs?: number | undefined;
    /**
     * How many messages of one (0 to 1) meet a lost packet. A stream loses nothing: loss shows as a stall until the
     * packet is resent, so such a message, and those behind it, come 200 ms later. Default: 0.
     */
    readonly lossRate?: number | undefined;
}

/** Where a client stands. */
type Status = 
/** Nothing was asked of it yet. */
{
    readonly state: "idle";
}
/** Fetching a token, opening a connection, waiting for the server's welcome. */
 | {
    readonly state: "connecting";
    readonly attempt: number;
}
/** Connected. */
 | {
    readonly state: "ready";
    /** Names this stay on the server. */
    readonly session: string;
    /** Whom the server takes this client for; undefined: nobody in particular. */
    readonly uid: string | undefined;
    /** Whether the session of the connection before goes on. */
    readonly resumed: boolean;
    /**
     * Why it doesn't, if there was one: "expired" (away for too long, or ended there), "revoked" (its token was used
     * twice: somebody may have copied it), "identity" (it is another user's).
     */
    readonly resumeFailure?: ResumeFailure | undefined;
}
/** Between two attempts. */
 | {
    readonly state: "waiting";
    /** How many attempts have failed since the last connection that lasted. */
    readonly attempt: number;
    readonly retryInMs: number;
    readonly cause: VolleyError;
}
/** For good: make a new client to come back. */
 | {
    readonly state: "closed";
    readonly cause: CloseCause;
};

/** What is known when a token is asked for. */
interface TokenAttempt {
    /** Aborts when the attempt is given up. */
    readonly signal: AbortSignal;
}

/** Gets tokens, and keeps those that the server hands out. */
interface TokenSource {
    /**
     * Called before each connect. A throw counts as a failed attempt, after which the client tries again; throw a
     * `VolleyError` with the code `UNAUTHORIZED` to close the client instead.
     */
    readonly get: GetToken;
    /** Called with a token that the server wants to be presented next time. What it throws is logged. */
    readonly keep?: ((token: string) => void | Promise<void>) | undefined;
}

/** What `guestIdentity` keeps its token in; `localStorage` and `sessionStorage` are such. */
interface TokenStorage {
    getItem(key: string): string | null;
    setItem(key: string, value: string): void;
}

/** Undoes a subscription: call it, or declare it with `using`. Calling it twice does nothing. */
interface Unsubscribe extends Disposable {
    (): void;
}

/** What every wait and every subscription takes. */
interface WaitOptions {
    /** Ends the wait with `CANCELLED`; ends a subscription silently. */
    readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a client of the contract's server. Does nothing yet, so it may run on a server that renders pages: the
 * client connects with its first request, notify or subscription to a push, or by `connect()`. Throws `BAD_REQUEST`
 * for a `url` that is none.
 */
declare function createClient<C extends AnyContract>(contract: C, options: ClientOptions): Client<C>;

/**
 * Makes a token source for players without an account: it keeps the guest token that the server hands out and
 * presents it next time. A storage that is missing, full or forbidden is replaced by memory, silently.
 */
declare function guestIdentity(options?: GuestIdentityOptions): TokenSource;

export {
    createClient,
    guestIdentity,
};

export type {
    Client,
    ClientGroup,
    ClientOptions,
    CloseCause,
    GetToken,
    GroupCallOptions,
    GroupHeard,
    GroupHistoryEntry,
    GroupHistoryOptions,
    GroupJoinArgs,
    GroupJoinOptions,
    GroupLeft,
    GroupMembers,
    GroupUses,
    GuestIdentityOptions,
    HeartbeatOptions,
    Logger,
    Member,
    NotifyOptions,
    OutboxOptions,
    Overflow,
    PushMeta,
    PushesOptions,
    ReconnectOptions,
    ReplayMeta,
    RequestOptions,
    ResumeOptions,
    ResumeStorage,
    Resync,
    ResyncReason,
    SimulateOptions,
    Status,
    TokenAttempt,
    TokenSource,
    TokenStorage,
    Unsubscribe,
    WaitOptions,
};

export {
    Pending,
    Result,
    TraceContext,
    VolleyError,
} from '@volley/protocol';
