import {
    AnyCallable,
    AnyContract,
    Ending,
    ErrorsFor,
    GroupArgs,
    GroupName,
    GroupPush,
    HasPresence,
    InputOf,
    PresenceInfo,
    PushName,
    PushSent,
    ReturnOf,
    RouteName,
    Schema,
    SchemaInput,
    SchemaLike,
    SchemaOutput,
    Serializer,
    ServiceName,
} from '@volley/protocol';

import {
    Cancel,
    Clock,
    Later,
    RoutesOf,
} from '@volley/protocol/internal';

import {
    Server as Server$1,
} from 'node:http';

/** Claims of which nothing is known: the server has no `claims` schema. */
type AnyClaims = Readonly<Record<string, unknown>>;

type AnyData = Schema<Record<string, unknown>, Record<string, unknown>>;

/** The arguments behind a push's name: data may be left out when there is none. */
type Args<Sent> = undefined extends Sent ? [data?: Sent, options?: PushOptions] : [data: Sent, options?: PushOptions];

/** A client that wants in. */
interface Attempt {
    /** What the client's `token` gave; null when it has none. */
    readonly token: string | null;
    /** What the client's `handshake` option says. Anybody can write anything there. */
    readonly handshake: Readonly<Record<string, unknown>>;
    /** The remote address. */
    readonly address: string;
    /** Aborted when the client leaves or the time for authentication is over. */
    readonly signal: AbortSignal;
}

/**
 * Tells who a client is; null refuses it with `UNAUTHORIZED`. What it throws reaches the client as `UNAVAILABLE`,
 * which it retries, except a `VolleyError`, which reaches it as it is.
 */
type Authenticate<Data = {}> = (attempt: Attempt) => Identity<Data> | null | Promise<Identity<Data> | null>;

/** What a handler gets. */
interface Call<Input, Errors, S> {
    /** What the client sent, parsed by the route's schema. */
    readonly input: Input;
    /** Who asks. */
    readonly session: S;
    /** One constructor per error that the route and the contract declare: `throw errors.ROOM_FULL({ max: 4 })`. */
    readonly errors: Errors;
    /** Aborted when the client cancels or leaves, or the handler's time is over. */
    readonly signal: AbortSignal;
    /** The route's name. */
    readonly route: string;
    /** Tells the server's time, in ms since 1970. The client's `serverNow()` follows it. */
    readonly now: () => number;
    /** Logs with route, session and user filled in. */
    readonly log: Logger;
}

/** How a group is created. */
interface CreateGroupOptions {
    /** How long it lives unless renewed, in ms, at least 1. Default: until it is deleted. */
    readonly ttlMs?: number | undefined;
}

/** Everybody who is connected. */
interface EverybodyHandle<C extends AnyContract> {
    /** Pushes to every session. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
    push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
}

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
    /** Pushes to all members. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
    push<K extends GroupPush<C, P>>(push: K, ...args: Args<PushSent<C, K>>): Promise<void>;
    /** Pushes to each member what `payload` makes for it; undefined leaves it out. For what not everybody may see. */
    pushEach<K extends GroupPush<C, P>>(push: K, payload: (member: GroupMember) => PushSent<C, K> | undefined): Promise<void>;
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

/** Who a client is, and what its session's data starts with. */
type Identity<Data = {}> = Who & InitialData<Data>;

/** What the session's data starts with: needed only when its schema has keys that must be there. */
type InitialData<Data> = {} extends Data ? {
    readonly data?: Data | undefined;
} : {
    readonly data: Data;
};

/**
 * The arguments behind the pattern when a session joins: its params if it has any; then, if the contract asks for it,
 * what is known of the user.
 */
type JoinArgs<C extends AnyContract, P extends string> = P extends string ? [PresenceInfo<C, P>] extends [undefined] ? GroupArgs<P> : undefined extends PresenceInfo<C, P> ? [...GroupArgs<P>, options?: JoinOptions<PresenceInfo<C, P>>] : [...GroupArgs<P>, options: JoinOptions<PresenceInfo<C, P>>] : never;

/** Options of `session.join`. */
interface JoinOptions<Info> {
    /** What the others in the group learn of this session's user; the newest of a user's sessions counts. */
    readonly presence: Info;
}

/** One step around a handler: `(next) => (call) => …`. It sees, and may replace, input, output and error. */
type Layer<Input = unknown, Returned = unknown, S = Session<AnyContract>> = (next: Next<Input, Returned>) => (call: LayerCall<Input, S>) => Promise<Returned>;

/** What a layer sees. */
interface LayerCall<Input, S> extends NextCall<Input> {
    readonly session: S;
    readonly route: string;
    readonly signal: AbortSignal;
}

/** How much one client may ask for, and how much waits for it. */
interface Limits {
    /** Bytes of one message from a client. Larger: the connection is closed. Default: 65,536. */
    readonly messageBytes?: number | undefined;
    /** Frames in one message from a client. Default: 1,024. */
    readonly frames?: number | undefined;
    /** Messages of one session that wait for one service; more get `BUSY`. Default: 128. */
    readonly mailbox?: number | undefined;
    /** Messages of one session under way in all; more get `BUSY`. Default: 512. */
    readonly inFlight?: number | undefined;
    /** Bytes that wait for a client that doesn't read; more close it as `slow`. Default: 1,048,576. */
    readonly queuedBytes?: number | undefined;
}

/** Where a server listens. */
interface Listening {
    readonly port: number;
    /** `http://host:port`, for `createClient`. */
    readonly url: string;
}

/** Facts that go with a log line. Values should be small: text, numbers, errors. */
type LogFields = Readonly<Record<string, unknown>>;

/** Where log lines go. `console` fits behind `consoleLogger`; pino and winston take a three-line adapter. */
interface Logger {
    debug(message: string, fields?: LogFields): void;
    info(message: string, fields?: LogFields): void;
    warn(message: string, fields?: LogFields): void;
    error(message: string, fields?: LogFields): void;
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
    /** Runs while clients are still connected. */
    beforeShutdown?(): unknown;
    /** Closes what `init` opened; clients are gone. */
    shutdown?(): unknown;
}

/** Options of `addModule`. */
interface ModuleOptions {
    /** Whether it starts after the modules that are there ("back"), or before them ("front"). Default: "back". */
    readonly position?: "front" | "back" | undefined;
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

/** How a handler ended: with an output, or with an error. */
type Outcome<Returned> = {
    readonly ok: true;
    readonly output: Returned;
} | {
    readonly ok: false;
    readonly error: unknown;
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

/** The data argument of a push: may be left out when the push has none. */
type PushArgs<Sent> = undefined extends Sent ? [data?: Sent] : [data: Sent];

/** Options of a push to many. Both filters hold on every node. */
interface PushOptions {
    /** Who gets it, of those it goes to. Default: all of them. */
    readonly only?: Filter | undefined;
    /** Who is left out. */
    readonly except?: Filter | undefined;
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
    /** Names a group, to push to it. Throws `BAD_REQUEST` for params that can't stand in a name. */
    group<P extends GroupName<C>>(pattern: P, ...params: GroupArgs<P>): GroupHandle<C, P>;
    /** Names a user, to push to or kick. Throws `BAD_REQUEST` for what can't be a uid. */
    user(uid: string): UsersHandle<C>;
    /** Names several users. */
    users(uids: readonly string[]): UsersHandle<C>;
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
    /** Runs when a session has ended; each hook does, whatever the others throw. */
    onSessionClose(hook: (session: Session<C, Data, Claims>, ending: Ending) => unknown): Unsubscribe;
    /** Registers something with a lifecycle. Throws `CONFLICT` for a name that is taken, or after the start. */
    addModule(name: string, module: Module, options?: ModuleOptions): void;
    /** Finds a module by its name. */
    module(name: string): Module | undefined;
    /** Timers on the server's clock that end with it. */
    readonly timers: Timers;
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
    /** Listens on a port of its own; 0 picks a free one. Rejects like `attach` throws, and when the port is taken. */
    listen(port: number, options?: {
        readonly host?: string | undefined;
    }): Promise<Listening>;
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
    readonly limits?: Limits | undefined;
    readonly timeouts?: Timeouts | undefined;
    /** The URL path of the connections. Default: "/volley". */
    readonly path?: string | undefined;
    /** Default: warnings and errors on the console. */
    readonly logger?: Logger | undefined;
    /** Time, for tests that move it by hand. Default: the machine's. */
    readonly clock?: Clock | undefined;
}

/** All methods of one service, to declare them in a file of their own. */
type ServiceMethods<C extends AnyContract, N extends string, S = Session<C>> = Services<C, S>[N & ServiceName<C>];

/** Options for a whole service, and for single methods of it. */
interface ServiceOptions<M extends PropertyKey> extends HandlerOptions {
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
     * of its user. Rejects with `BAD_REQUEST` for more than 4,096 bytes of that, and with `VALIDATION` (development only)
     * when its schema refuses it.
     */
    join<P extends GroupName<C>>(group: P, ...args: JoinArgs<C, P>): Promise<void>;
    /** Ends this session's membership; nothing happens if there is none. */
    leave<P extends GroupName<C>>(group: P, ...params: GroupArgs<P>): Promise<void>;
    /** Pushes to this session only. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
    push<K extends PushName<C>>(push: K, ...data: PushArgs<PushSent<C, K>>): Promise<void>;
    /** Ends the session; the client gets the text and doesn't come back by itself. */
    kick(text: string): Promise<void>;
    /** Calls the handler once when the session ends; at once if it has ended. What it throws is logged. */
    onClose(handler: (ending: Ending) => unknown): Unsubscribe;
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
    /** `authenticate`. Default: 10,000. */
    readonly authenticateMs?: number | undefined;
    /** Binding a session and the hooks of `onSessionBind` and `onSessionOpen`, until a client is welcomed. Default: 5,000. */
    readonly openMs?: number | undefined;
    /** From a connection's start to its first message. Default: 5,000. */
    readonly connectMs?: number | undefined;
    /** How long a user whose last session left a group still counts as present there: reloading is no leaving. Default: 5,000. */
    readonly presenceGraceMs?: number | undefined;
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

/** What the module needs of a server. */
interface UniqueSessionHost {
    onSessionBound(hook: (session: Session<AnyContract>) => unknown): Unsubscribe;
    sessions(uid: string): readonly Session<AnyContract>[];
}

/** Undoes a subscription: call it, or declare it with `using`. */
interface Unsubscribe extends Disposable {
    (): void;
}

/** One or several users. */
interface UsersHandle<C extends AnyContract> {
    /** Pushes to all their sessions. Rejects with `VALIDATION` (development only) when the schema refuses the data. */
    push<K extends PushName<C>>(push: K, ...args: Args<PushSent<C, K>>): Promise<Receipt>;
    /** Ends all sessions of the users; they get the text and don't come back by themselves. */
    kick(text: string): Promise<Receipt>;
}

/** Who a client is. */
interface Who {
    /** 1 to 128 of letters, digits and `_.:-`. */
    readonly uid: string;
    /** What the token says about the user; `session.claims`. */
    readonly claims?: Readonly<Record<string, unknown>> | undefined;
    /** A token for the client to keep and present next time; see `guest()`. */
    readonly token?: string | undefined;
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

/** Makes a logger that writes to the console; `debug` lines only when asked for. */
declare function consoleLogger(options?: {
    readonly debug?: boolean | undefined;
}): Logger;

/**
 * Makes a server of a contract. Register handlers, then `attach` it to an HTTP server or let it `listen`. Nothing is
 * opened before that.
 */
declare function createServer<C extends AnyContract, S extends SchemaLike = AnyData, Cl extends SchemaLike = Schema<AnyClaims, AnyClaims>>(contract: C, options?: ServerOptions<S, Cl>): Server<C, SchemaOutput<S>, SchemaOutput<Cl>>;

/**
 * Lets everybody in under an identity that they keep: a client without a token (or with one that isn't ours) becomes
 * a new guest with a random uid such as `guest-3f…`, and gets a signed token to present next time; `guestIdentity()`
 * of the client keeps it. A token is `uid.issuedAt.signature`, the signature HMAC-SHA-256 in base64url.
 */
declare function guest(options?: GuestOptions): (attempt: Attempt) => Who;

/**
 * Makes a module that lets each user have one session: the newest wins, older ones end with `replaced`, and their
 * clients stay away. `server.addModule("unique-session", uniqueSession(server))`.
 */
declare function uniqueSession(host: UniqueSessionHost): Module;

export {
    Timers,
    after,
    before,
    consoleLogger,
    createServer,
    guest,
    uniqueSession,
};

export type {
    AnyClaims,
    Attempt,
    Authenticate,
    Call,
    CreateGroupOptions,
    EverybodyHandle,
    Filter,
    GroupHandle,
    GroupMember,
    GroupOperations,
    GuestOptions,
    Handler,
    HandlerFor,
    HandlerOptions,
    Identity,
    JoinArgs,
    JoinOptions,
    Layer,
    LayerCall,
    Limits,
    Listening,
    LogFields,
    Logger,
    Module,
    ModuleOptions,
    NextCall,
    Outcome,
    PresenceEvent,
    PresenceHandle,
    PresenceHandleOf,
    Present,
    PushOptions,
    Receipt,
    Server,
    ServerOptions,
    ServiceMethods,
    ServiceOptions,
    Session,
    Timeouts,
    UniqueSessionHost,
    Unsubscribe,
    UsersHandle,
    Who,
};

export {
    VolleyError,
} from '@volley/protocol';
