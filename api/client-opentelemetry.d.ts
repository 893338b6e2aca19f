import {
    Tracer,
} from '@opentelemetry/api';

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

/** Why a client is closed for good. */
interface CloseCause {
    /** "client": by its own `close()`. Everything else says what ended the last connection; see docs/errors.md. */
    readonly reason: EndingReason;
    /** Words for people, such as a kick's text. */
    readonly text?: string | undefined;
    /** What requests now reject with. */
    readonly error: VolleyError;
}

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

/** Options of `traced`. */
interface TracedOptions {
    /** Where spans are made. Default: the tracer "@volley/client" of the provider that your app has registered. */
    readonly tracer?: Tracer | undefined;
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
 * Gives a client whose requests, notifies and handlers of pushes are spans: `const client = traced(createClient(…))`. What
 * is active, or the option `trace`, is what a request is a part of, and the server's spans are a part of it. A push that its
 * server traces is handled as a part of that trace. Everything else is the same client; use this one alone.
 */
declare function traced<C extends AnyContract>(client: Client<C>, { tracer }?: TracedOptions): Client<C>;

export {
    traced,
};

export type {
    TracedOptions,
};
