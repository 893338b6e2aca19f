type AlwaysPossible = Exclude<SystemCode, "OUTCOME_UNKNOWN">;

/** Whatever has routes: a contract, or remotes. */
type AnyCallable = {
    readonly routes: Routes;
    readonly "~errors"?: ErrorTypes | undefined;
};

/** Every contract. */
type AnyContract = Contract<Routes, Pushes, ErrorTypes, Groups>;

/** Every push; without `delivery`, which would become a contextual type (see `AnyRoute`). */
interface AnyPush {
    readonly kind: "push";
    readonly "~types": {
        readonly sent: unknown;
        readonly received: unknown;
    };
}

/** All remotes. */
type AnyRemotes = Remotes<Routes, ErrorTypes>;

/**
 * Every route. Deliberately has no `errors`, `once` or schema: what stands here becomes the contextual return type of
 * `request()` inside `defineContract`, and TypeScript would infer left-out type arguments from it (E = any error).
 */
interface AnyRoute {
    readonly kind: "request" | "notify";
    readonly "~types": {
        readonly sent: unknown;
        readonly input: unknown;
        readonly returned: unknown;
        readonly reply: unknown;
    };
}

/** `joined` and `updated` tell the info only if there is one. */
type ArrivalProblem<P, Name extends string, Info> = [Info] extends [undefined] ? PushProblem<P, Name, {
    uid: string;
}, "{ uid }"> : PushProblem<P, Name, {
    uid: string;
    info: Info;
}, "{ uid, info }">;

type As<T, Bound> = T extends Bound ? T : never;

type Clashes<P extends Parts> = {
    [I in keyof P]: P[I] extends AnyContract ? [keyof P[I]["routes"] & KeyOfOthers<P, I, "routes">] extends [never] ? unknown : Problem<`two parts define the route "${keyof P[I]["routes"] & KeyOfOthers<P, I, "routes"> & string}"`> : never;
};

/** What is wrong with the codes of an error table: nothing, or a `Problem` per wrong code. */
type CodeProblems<E> = {
    [Code in keyof E as string extends Code ? never : Code extends SystemCode ? Code : Code extends Uppercase<Code & string> ? never : Code]: Code extends SystemCode ? Problem<`${Code} is one of Volley's own codes, choose another name`> : Problem<`write error codes in upper case, like ROOM_FULL`>;
};

/** What a composition of parts is. */
type Composed<P extends Parts> = Contract<As<Flat<PartRoutes<P>>, Routes>, As<Flat<PartOf<P, "pushes">>, Pushes>, {}, As<Flat<PartOf<P, "groups">>, Groups>>;

/** What `defineContract` returns; both sides import it. */
interface Contract<R extends Routes, P extends Pushes, E extends ErrorTypes, G extends Groups> {
    readonly side: "client";
    readonly routes: R;
    readonly pushes: P;
    /** The errors that every route may end with. */
    readonly errors: ErrorDefs;
    readonly groups: G;
    /** Equal for contracts with the same routes and pushes (kind, name, `rev`); see docs/protocol.md. */
    readonly fingerprint: string;
    /** Never there at run time. */
    readonly "~errors"?: E | undefined;
}

/** What `defineContract` takes. */
interface ContractDefinition<R, P, E, G> {
    /** Errors that every route may end with: a schema of the error's data, or `error()`. */
    readonly errors?: E & CodeProblems<E>;
    /** What clients may call: `"service.method": request(…)` or `notify(…)`. */
    readonly routes?: R & NameProblems<R>;
    /** What the server may push: `"service.event": push(schema)`. */
    readonly pushes?: P & NameProblems<P>;
    /** Named sets of sessions or users: `"table:{id}": group(["table.played"])`. */
    readonly groups?: G & PresenceProblems<P, G>;
}

type ContractErrors<C extends AnyCallable> = NonNullable<C["~errors"]>;

/** An error that the contract declares. */
interface DeclaredError<Code extends string, Data> extends VolleyError<Code, Data> {
    readonly declared: true;
}

type DeclaredErrors<Data> = {
    [Code in keyof Data & string]: DeclaredError<Code, Data[Code]>;
}[keyof Data & string];

/**
 * How a push travels. "live": in order, at most once. "latest": a slow client gets the newest of each key only.
 * "volatile": dropped for a slow client. "replay": numbered, kept, and replayed after a drop.
 */
type Delivery = "live" | "latest" | "volatile" | "replay";

/** The delivery class of a push. */
type DeliveryOf<C extends AnyContract, K extends string> = C["pushes"][K] extends {
    readonly delivery: infer D extends Delivery;
} ? D : Delivery;

/** How a connection ended. */
interface Ending {
    readonly reason: EndingReason;
    /** Words for people: a kick's text, or what broke. */
    readonly text?: string | undefined;
    /** When to come back, in ms; only with reasons that reconnect. */
    readonly retryAfterMs?: number | undefined;
}

/** Why a connection ended. Every ending carries one of these. */
type EndingReason = "network" | "silent" | "slow" | "busy" | "going-away" | "expired" | "kicked" | "replaced" | "unauthorized" | "revoked" | "banned" | "protocol" | "version" | "client";

/** The conditional strips the alias, so that messages print `Errors<{ ROOM_FULL: { max: number } }>`. */
type ErrorConstructors<T> = T extends infer X ? Errors<{
    [Code in keyof X]: X[Code] extends ErrorData<infer Sent, unknown> ? Sent : never;
}> : never;

/** The data of one declared error: what a handler gives, what a client gets. */
interface ErrorData<Sent, Received> {
    readonly sent: Sent;
    readonly received: Received;
}

/** What `error()` returns: an error with no data, or with options. */
interface ErrorDef<In, Out> {
    readonly kind: "error";
    readonly data: Schema<In, Out> | undefined;
    readonly retryable: boolean;
}

/** The errors that a route or a contract declares: a schema of the error's data, or `error()`. */
type ErrorDefs = Readonly<Record<string, SchemaLike | ErrorDef<unknown, unknown>>>;

/** Every error that a request can end with, discriminated by `code` (and by `declared`); of several routes: any of them. */
type ErrorOf<C extends AnyCallable, K extends string> = K extends string ? RouteErrors<TypeOf<C["routes"][K], "errors"> & ContractErrors<C>, IsOnce<C["routes"][K]>> : never;

type ErrorTypeOf<Def> = Def extends ErrorDef<infer In, infer Out> ? ErrorData<In, Out> : Def extends SchemaLike ? ErrorData<SchemaInput<Def>, SchemaOutput<Def>> : never;

/** A contract's errors with their schemas resolved away: short in hovers, small in `.d.ts`. */
type ErrorTypes = {
    readonly [code: string]: ErrorData<unknown, unknown>;
};

/** Resolves declared errors to their data types. */
type ErrorTypesOf<Defs> = Defs extends infer D ? {
    readonly [Code in keyof D]: ErrorTypeOf<D[Code]>;
} : never;

/** `errors` of a handler: one constructor per declared code. */
type Errors<Data> = {
    readonly [Code in keyof Data & string]: undefined extends Data[Code] ? (data?: Data[Code], options?: ErrorOptions) => DeclaredError<Code, Data[Code]> : (data: Data[Code], options?: ErrorOptions) => DeclaredError<Code, Data[Code]>;
};

/** `errors` of a handler: the route's own, then the contract's. */
type ErrorsFor<C extends AnyCallable, K extends string> = ErrorConstructors<TypeOf<C["routes"][K], "errors"> & ContractErrors<C>>;

type Flat<T> = {
    [K in keyof T]: T[K];
};

/** A named set that can be pushed to; `pushes` says what may be pushed to it. `P`: its `Presence`, or undefined. */
interface Group<Names extends string, P = unknown> {
    readonly kind: "group";
    readonly pushes: readonly Names[];
    readonly presence: P;
}

/**
 * The arguments after the pattern: none for `"lobby"`, one object for `"table:{id}"`. Distributive, or a wrong
 * pattern would read "Expected 2 arguments".
 */
type GroupArgs<P extends string> = P extends string ? [ParamNames<P>] extends [never] ? [] : [params: GroupParams<P>] : never;

/** Group patterns of the contract; any string when it declares none. */
type GroupName<C extends AnyContract> = [keyof C["groups"]] extends [never] ? string : NamesOf<C["groups"]>;

/** What you give to name one group of a pattern: `"table:{id}"` wants `{ id }`. */
type GroupParams<P extends string> = {
    readonly [Name in ParamNames<P>]: string | number;
};

/** The pushes that may go to a group; all when the contract declares no groups. */
type GroupPush<C extends AnyContract, P extends string> = P extends keyof C["groups"] ? C["groups"][P]["pushes"][number] : PushName<C>;

/** The groups of a contract by their patterns. */
type Groups = Readonly<Record<string, Group<string>>>;

/** Whether the contract declares the presence of a group. */
type HasPresence<C extends AnyContract, P extends string> = P extends keyof C["groups"] ? C["groups"][P]["presence"] extends {
    readonly "~info": unknown;
} ? true : false : false;

/** What a handler reads. */
type InputOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "input">;

type Intersect<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never;

type IsOnce<R> = R extends {
    readonly once: true;
} ? true : false;

/** One problem that a schema found, as it travels in the data of `VALIDATION`: where it is, and what is wrong. */
interface Issue {
    readonly message: string;
    readonly path: readonly (string | number)[];
}

/** Those of some pushes that are kept. */
type KeptPush<C extends AnyContract, K extends string> = Exclude<K, UnkeptPush<C, K>>;

type KeyOfOthers<P extends Parts, I extends keyof P, Key extends "routes" | "pushes"> = {
    [J in keyof P]: J extends I ? never : P[J] extends AnyContract ? keyof P[J][Key] : never;
}[number];

/** News of a notify that a limit of the server refused. */
interface Limited {
    /** The notify's route. */
    readonly route: string;
    /** Whose allowance is used up: "connection", "session", "user", "uid", "ip" or "group". */
    readonly scope: string;
    /** When the next one may pass, in ms. */
    readonly retryAfterMs: number;
}

/** Which message a payload belongs to. Serializers with a schema of their own (Protobuf) look their type up by it. */
interface MessageRef {
    /** "request" and "notify" hold a route's input, "reply" its output, "push" a push's data. */
    readonly kind: "request" | "notify" | "reply" | "push";
    /** The name of the route or push, such as "lobby.join". */
    readonly name: string;
}

/** What is wrong with the names of routes or pushes: nothing, or a `Problem` per wrong name. */
type NameProblems<R> = {
    [Name in keyof R as string extends Name ? never : Name extends `${string}.${string}.${string}` ? Name : Name extends `${string}.${string}` ? never : Name]: Problem<`a name has two parts: service.method`>;
};

/** Names a contract: `export interface Duel extends Named<typeof contract> {}` makes every hover print `Duel`. */
type Named<C extends AnyContract> = C;

type NamesOf<R> = keyof R extends infer K ? (K extends string ? K : never) : never;

/**
 * Names are computed by conditional types on purpose: a compiler message then lists the names ("lobby.join" | …)
 * instead of printing `RequestName<Contract<{ … the whole contract … }>>`.
 */
type NamesOfKind<R, Kind extends string> = keyof R extends infer K ? K extends keyof R & string ? R[K] extends {
    readonly kind: Kind;
} ? K : never : never : never;

type NoInfo = Schema<undefined, undefined>;

type NoReply = Schema<void, void>;

type NoSchema = Schema<undefined, undefined>;

/** What `notify()` takes. */
interface NotifyDefinition<I> extends RouteOptions {
    /** Schema of what the client sends; left out: nothing. */
    readonly input?: I;
}

/** The names of the routes that are not answered. */
type NotifyName<C extends AnyCallable> = NamesOfKind<C["routes"], "notify">;

/** An unanswered route. */
interface NotifyRoute<Sent, Input> {
    readonly kind: "notify";
    readonly parallel: boolean;
    readonly limit: RouteLimit | undefined;
    readonly rev: number;
    readonly input: Schema<Sent, Input> | undefined;
    /** Never there at run time. */
    readonly "~types": {
        readonly sent: Sent;
        readonly input: Input;
        readonly returned: void;
        readonly reply: void;
    };
}

/** A part's contract-wide errors stay with that part's routes. */
type Own<R, E extends ErrorTypes> = {
    [K in keyof R]: R[K] extends RequestRoute<infer S, infer I, infer T, infer O, infer X, infer N> ? RequestRoute<S, I, T, O, X & E, N> : R[K];
};

type ParamNames<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;

type PartOf<P extends Parts, Key extends "pushes" | "groups"> = P extends readonly [] ? {} : Intersect<P[number][Key]>;

type PartRoutes<P extends Parts> = P extends readonly [] ? {} : Intersect<P[number] extends infer C ? C extends Contract<infer R, Pushes, infer E, Groups> ? {} extends E ? R : Own<R, E> : never : never>;

type Parts = readonly AnyContract[];

/** A request under way: a promise of the reply, which rejects with a `VolleyError`. */
interface Pending<Reply, E> extends Promise<Reply> {
    /** Gives the same outcome as a value. Never rejects; whoever uses only this has no rejection to handle. */
    result(): Promise<Result<Reply, E>>;
}

/** Which pushes tell a group who is present in it, and what is known of each user. */
interface Presence<Info, Joined extends string, Left extends string> {
    readonly info?: Schema | undefined;
    readonly joined?: Joined | undefined;
    readonly updated?: Joined | undefined;
    readonly left?: Left | undefined;
    /** Never there at run time. */
    readonly "~info": Info;
}

/** What is known of a user who is present in a group; undefined when the contract asks for nothing. */
type PresenceInfo<C extends AnyContract, P extends string> = P extends keyof C["groups"] ? C["groups"][P]["presence"] extends {
    readonly "~info": infer Info;
} ? Info : undefined : undefined;

type PresenceOf<G> = G extends {
    readonly presence: infer P;
} ? P : never;

/** Options of a group's presence. */
interface PresenceOptions<S extends SchemaLike, Joined extends string, Left extends string> {
    /** What sessions say of their user when they join: a schema of plain JSON, 4,096 bytes at most. Default: nothing. */
    readonly info?: S;
    /** The push that tells the group who came: `{ uid, info }`. */
    readonly joined?: Joined;
    /** The push that tells the group what a user's info has become: `{ uid, info }`. */
    readonly updated?: Joined;
    /** The push that tells the group who left: `{ uid }`. */
    readonly left?: Left;
}

type PresenceProblem<P, Presences> = Presences extends Presence<infer Info, infer Joined, infer Left> ? ArrivalProblem<P, Joined, Info> | PushProblem<P, Left, {
    uid: string;
}, "{ uid }"> : never;

/** What is wrong with the pushes that groups' presence names: nothing, or a `Problem` per group. */
type PresenceProblems<P, G> = {
    [Name in keyof G as [PresenceProblem<P, PresenceOf<G[Name]>>] extends [never] ? never : Name]: PresenceProblem<P, PresenceOf<G[Name]>>;
};

/** Shows `Message` in the compiler's text: "Property '<Message>' is missing in type …". */
type Problem<Message extends string> = {
    readonly [M in Message]: never;
};

/** A message from server to client. */
interface Push<Sent, Received, D extends Delivery> {
    readonly kind: "push";
    readonly delivery: D;
    readonly rev: number;
    readonly data: Schema<Sent, Received> | undefined;
    /** Never there at run time. */
    readonly "~types": {
        readonly sent: Sent;
        readonly received: Received;
    };
}

/** The names of all pushes. */
type PushName<C extends AnyContract> = NamesOf<C["pushes"]>;

/** Options of a push, one shape per delivery class. */
type PushOptions<Sent, D extends Delivery> = (Revised & {
    readonly delivery?: D & ("live" | "volatile");
}) | (Revised & {
    readonly delivery: D & "latest";
    /** Names what a newer push replaces. */
    readonly key: (data: Sent) => string | number;
}) | (Revised & {
    readonly delivery: D & "replay";
    /** How much is kept for those who were away: so many (default 1,000), so long after the last (default 120,000 ms). */
    readonly keep?: {
        readonly count?: number;
        readonly forMs?: number;
    };
});

type PushProblem<P, Name extends string, Data, Shape extends string> = Name extends keyof P ? [Data] extends [SentBy<P, Name>] ? never : Problem<`the push "${Name}" must take ${Shape}`> : Problem<`the contract has no push "${Name}"`>;

/** What a client gets from a push. */
type PushReceived<C extends AnyContract, K extends string> = TypeOf<C["pushes"][K], "received">;

/** What a server pushes. */
type PushSent<C extends AnyContract, K extends string> = TypeOf<C["pushes"][K], "sent">;

/** The pushes of a contract by their names. */
type Pushes = Readonly<Record<string, AnyPush>>;

/**
 * What servers of a cluster may call on each other. It has no pushes and no groups, and is no contract of clients:
 * nothing in it can be reached from outside.
 */
interface Remotes<R extends Routes, E extends ErrorTypes> {
    readonly side: "server";
    readonly routes: R;
    /** The errors that every route may end with. */
    readonly errors: ErrorDefs;
    /** Never there at run time. */
    readonly "~errors"?: E | undefined;
}

/** What `defineRemotes` takes. */
type RemotesDefinition<R, E> = Pick<ContractDefinition<R, unknown, E, unknown>, "errors" | "routes">;

/** What a client gets. */
type ReplyOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "reply">;

/** The declared errors and the system's; OUTCOME_UNKNOWN only exists for `once` routes. */
type RequestErrors<Data, Once> = DeclaredErrors<Data> | (Once extends true ? SystemErrorUnion<SystemCode> : SystemErrorUnion<AlwaysPossible>);

/** The names of the routes that are answered. */
type RequestName<C extends AnyCallable> = NamesOfKind<C["routes"], "request">;

/** What `request()` takes. */
interface RequestOptions<I, O, E, Once> extends RouteOptions {
    /** Schema of what the client sends; left out: nothing. */
    readonly input?: I;
    /** Schema of the reply; left out: nothing. */
    readonly output?: O;
    /** The errors that this route may end with, besides the contract's own. */
    readonly errors?: E & CodeProblems<E>;
    /** How long a client waits for the reply, in ms. Default: the client's `timeoutMs` (10,000). */
    readonly timeoutMs?: number | undefined;
    /** One effect, however often it is resent. Default: false. */
    readonly once?: Once;
}

/** An answered route. Type parameters: what the client sends, the handler reads, the handler returns, the client gets. */
interface RequestRoute<Sent, Input, Returned, Reply, Errors extends ErrorTypes, Once extends boolean> {
    readonly kind: "request";
    readonly once: Once;
    readonly parallel: boolean;
    readonly limit: RouteLimit | undefined;
    readonly timeoutMs: number | undefined;
    readonly rev: number;
    readonly errors: ErrorDefs;
    readonly input: Schema<Sent, Input> | undefined;
    readonly output: Schema<Returned, Reply> | undefined;
    /** Never there at run time. */
    readonly "~types": {
        readonly sent: Sent;
        readonly input: Input;
        readonly returned: Returned;
        readonly reply: Reply;
        readonly errors: Errors;
    };
}

/** How something ended, as a value. `error?: undefined` lets you destructure: `const { ok, data, error } = …`. */
type Result<Data, E> = {
    readonly ok: true;
    readonly data: Data;
    readonly error?: undefined;
} | {
    readonly ok: false;
    readonly data?: undefined;
    readonly error: E;
};

/** What a handler returns. */
type ReturnOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "returned">;

interface Revised {
    /** Raise it when the meaning of the push changes: clients and servers of another `rev` refuse it. Default: 1. */
    readonly rev?: number | undefined;
}

type RouteErrors<E, Once> = RequestErrors<{
    readonly [Code in keyof E]: E[Code] extends ErrorData<unknown, infer Received> ? Received : never;
}, Once>;

/** How often a route may be called: `rate` times per `perMs` in the long run, in bursts of at most `burst`. Positive integers. */
interface RouteLimit {
    readonly rate: number;
    readonly perMs: number;
    /** How many may come at once. Default: `rate`. */
    readonly burst?: number | undefined;
    /**
     * Who shares the allowance. "session": one session, counted by its node. "uid" and "ip": all sessions of a user or an
     * address, exact across the cluster; sessions without a user count alone. Default: "session".
     */
    readonly by?: "session" | "uid" | "ip" | undefined;
    /**
     * What happens while Redis can't say: "allow-share", each node lets its share of the limit pass; "refuse", nothing
     * passes. Default: "allow-share".
     */
    readonly whenUnsure?: "allow-share" | "refuse" | undefined;
}

/** The names of all routes. */
type RouteName<C extends AnyCallable> = NamesOf<C["routes"]>;

/** What requests and notifies have in common. */
interface RouteOptions {
    /** Opts out of the session's order: such messages start at once, beside each other. Default: false. */
    readonly parallel?: boolean | undefined;
    /** How often this may be called. Default: no limit of its own. */
    readonly limit?: RouteLimit | undefined;
    /** Raise it when the meaning of the route changes: clients and servers of another `rev` refuse it. Default: 1. */
    readonly rev?: number | undefined;
}

/** The routes of a contract by their names. */
type Routes = Readonly<Record<string, AnyRoute>>;

/**
 * The part of Standard Schema v1 that Volley uses (https://standardschema.dev). Written here, as that standard
 * invites, so that this package depends on nothing: zod, valibot, arktype and others all fit it.
 */
interface Schema<In = unknown, Out = unknown> {
    readonly "~standard": {
        readonly version: 1;
        readonly vendor: string;
        readonly validate: (value: unknown) => SchemaResult<Out> | Promise<SchemaResult<Out>>;
        readonly types?: {
            readonly input: In;
            readonly output: Out;
        } | undefined;
    };
}

/** What a sender writes. */
type SchemaInput<S> = S extends {
    readonly "~standard": {
        readonly types?: {
            readonly input: infer T;
        } | undefined;
    };
} ? T : never;

/** One problem, as a schema library reports it. */
interface SchemaIssue {
    readonly message: string;
    readonly path?: readonly (PropertyKey | {
        readonly key: PropertyKey;
    })[] | undefined;
}

/**
 * What a type parameter is bounded by. Only the key is asked for: comparing a zod object with the whole of `Schema`
 * costs the compiler about 1 ms each, and a contract has thousands.
 */
interface SchemaLike {
    readonly "~standard": unknown;
}

/** What a receiver reads. */
type SchemaOutput<S> = S extends {
    readonly "~standard": {
        readonly types?: {
            readonly output: infer T;
        } | undefined;
    };
} ? T : never;

/** What a schema answers: the parsed value, or what is wrong with it. */
type SchemaResult<Out> = {
    readonly value: Out;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};

/** What the push `Name` takes. */
type SentBy<P, Name> = Name extends keyof P ? P[Name] extends {
    readonly "~types": {
        readonly sent: infer Sent;
    };
} ? Sent : never : never;

/** What a client sends. */
type SentOf<C extends AnyCallable, K extends string> = TypeOf<C["routes"][K], "sent">;

/**
 * Turns payloads into bytes and back. A cluster and its clients use one; it is named in the handshake, and a client
 * with another one is refused. Both functions may throw anything: a failure to decode becomes `BAD_REQUEST` for the
 * one message, a failure to encode reaches the caller.
 */
interface Serializer {
    /** Lower-case name that both sides compare, such as "json". */
    readonly name: string;
    /** Encodes a value; `undefined` (no input, no output) may become zero bytes. */
    encode(value: unknown, message: MessageRef): Uint8Array;
    /** Decodes a value. The bytes are a view on a larger buffer: copy what you keep. */
    decode(bytes: Uint8Array, message: MessageRef): unknown;
}

/** First half of the routes. */
type ServiceName<C extends AnyCallable> = keyof C["routes"] extends infer K ? K extends `${infer S}.${string}` ? S : never : never;

/**
 * A place in a stream of pushes that are numbered and kept. The offset counts up from 1. The other two are random: the
 * epoch names the stream's whole count, the tag this one entry. After Redis lost its last writes in a failover the same
 * epoch and offset are given out twice, for different entries; only the tag tells them apart.
 */
interface StreamPosition {
    readonly offset: number;
    /** 32 bits. */
    readonly epoch: number;
    /** 32 bits; 0 before the first entry. */
    readonly tag: number;
}

/** A code of Volley's own table. */
type SystemCode = keyof SystemErrors;

/** An error of Volley's own table. */
interface SystemError<Code extends SystemCode> extends VolleyError<Code, SystemErrors[Code]> {
    readonly declared: false;
}

type SystemErrorUnion<Code extends SystemCode> = Code extends SystemCode ? SystemError<Code> : never;

/** The type of `data` of each code that Volley itself raises. `docs/errors.md` has a chapter for each. */
interface SystemErrors {
    /** The message can't be understood or doesn't belong here, such as a request to a notify route. */
    BAD_REQUEST: undefined;
    /** The schema of the route refused the input. */
    VALIDATION: {
        readonly issues: readonly Issue[];
    };
    /** Nobody in particular asks, and the route (or the connection) wants somebody. */
    UNAUTHORIZED: undefined;
    /** This user may not do that. */
    FORBIDDEN: undefined;
    /** What was named isn't there. */
    NOT_FOUND: undefined;
    /** It contradicts what is already there, such as a second bind. */
    CONFLICT: undefined;
    /** No answer came in time. */
    TIMEOUT: undefined;
    /** The caller's `AbortSignal` was aborted, or the client was closed. */
    CANCELLED: undefined;
    /** Too many messages; worth another try after `retryAfterMs`. */
    RATE_LIMITED: {
        readonly retryAfterMs: number;
        readonly scope: string;
    };
    /** A queue is full. */
    BUSY: undefined;
    /** Something that the server needs can't be reached. */
    UNAVAILABLE: undefined;
    /** The server is on its way out; another one will answer. */
    DRAINING: undefined;
    /** The connection was lost. `sent`: the message had left, so it may have had its effect. */
    DISCONNECTED: {
        readonly sent: boolean;
    };
    /** The message is larger than the receiver takes. */
    PAYLOAD_TOO_LARGE: {
        readonly limitBytes: number;
    };
    /** This server, or this version of it, can't do that. */
    UNSUPPORTED: undefined;
    /** Client and server disagree about this route or push: one of them is older. */
    CONTRACT_MISMATCH: undefined;
    /** A `once` request started, and its end is not known. */
    OUTCOME_UNKNOWN: undefined;
    /** The handler threw something that the contract doesn't declare; `traceId` finds it in the server's log. */
    INTERNAL: undefined;
}

/** Says what trace something is a part of, in the words of W3C: https://www.w3.org/TR/trace-context/ */
interface TraceContext {
    /** Version, trace id, parent id and flags, such as `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01`. */
    readonly traceparent: string;
    /** What tracing systems add: `name=value`, with commas between; up to 512 characters. */
    readonly tracestate?: string | undefined;
}

/** Reads the phantom `~types` (never there at run time). Index accesses, no `infer`: 10 % fewer instantiations. */
type TypeOf<R, Key extends string> = R extends {
    readonly "~types": object;
} ? R["~types"][Key & keyof R["~types"]] : never;

/** Those of some pushes that aren't kept. Pushes with delivery "replay" go to groups and users only. */
type UnkeptPush<C extends AnyContract, K extends string> = K extends string ? DeliveryOf<C, K> extends "replay" ? never : K : never;

/** The one error class of Volley: `code` says what happened, `data` is typed by the code. Tell it by `VolleyError.is`. */
declare class VolleyError<Code extends string = string, Data = unknown> extends Error {
    readonly code: Code;
    readonly data: Data;
    /** Whether the same request may succeed if it is tried again. */
    readonly retryable: boolean;
    /** true: a code of your contract. false: a code of Volley's own table. */
    readonly declared: boolean;
    /** Finds the cause in the server's log; set on `INTERNAL`. */
    readonly traceId: string | undefined;
    constructor(code: Code, message: string, options?: VolleyErrorOptions<Data>);
    /** Tells whether something is a VolleyError, of whichever copy of this library; with a code: of that code. */
    static is<C extends SystemCode>(thrown: unknown, code: C): thrown is VolleyError<C, SystemErrors[C]>;
    static is(thrown: unknown, code?: string): thrown is VolleyError;
    /** Makes a VolleyError of anything that was thrown: one as it is, everything else as `INTERNAL` with its cause. */
    static from(thrown: unknown): VolleyError;
}

/** What a `VolleyError` may be given besides its code and message. */
interface VolleyErrorOptions<Data = unknown> {
    /** The code's own data; see `SystemErrors` and the contract. */
    readonly data?: Data | undefined;
    /** Whether a retry may succeed. Default: what the table says of a system code; false for a declared one. */
    readonly retryable?: boolean | undefined;
    /** Whether the contract declares this code. Default: false. */
    readonly declared?: boolean | undefined;
    /** Finds the cause in the server's log. */
    readonly traceId?: string | undefined;
    readonly cause?: unknown;
}

/** Makes one contract out of several. A name that occurs twice doesn't compile, and throws `CONFLICT`. */
declare function composeContracts<const P extends Parts>(...parts: P & Clashes<P>): Composed<P>;

/**
 * Makes the contract: a value that both sides import. Throws `BAD_REQUEST` for a name that the types let through
 * (they see only its shape, not its characters).
 */
declare function defineContract<R extends Routes = {}, P extends Pushes = {}, E extends ErrorDefs = {}, G extends Readonly<Record<string, Group<keyof P & string>>> = {}>(definition: ContractDefinition<R, P, E, G>): Contract<R, P, ErrorTypesOf<E>, G>;

/**
 * Makes the contract between servers: `"bank.settle": request(…)` is answered, `notify(…)` is not. Keep it in a file
 * that no client imports. Throws `BAD_REQUEST` for a name that the types let through.
 */
declare function defineRemotes<R extends Routes = {}, E extends ErrorDefs = {}>(definition: RemotesDefinition<R, E>): Remotes<R, ErrorTypesOf<E>>;

/** Declares an error without data, or one that is worth a retry. */
declare function error(): ErrorDef<undefined, undefined>;

declare function error<S extends SchemaLike>(data: S, options?: {
    readonly retryable?: boolean | undefined;
}): ErrorDef<SchemaInput<S>, SchemaOutput<S>>;

/**
 * Declares a group pattern and the pushes that may go to it. With `presence` the server knows which users have a
 * session in such a group, anywhere in the cluster, and sends the pushes named there by itself.
 */
declare function group<const Names extends string>(pushes: readonly Names[]): Group<Names, undefined>;

declare function group<const Names extends string, S extends SchemaLike = NoInfo, const Joined extends string = never, const Left extends string = never>(pushes: readonly Names[], options: {
    readonly presence: PresenceOptions<S, Joined, Left>;
}): Group<Names, Presence<SchemaInput<S>, Joined, Left>>;

/**
 * Makes the default serializer: JSON in UTF-8, `undefined` as zero bytes. Decoding refuses what is nested deeper
 * than 32 and objects with a key `__proto__`, which is harmless until somebody copies it.
 */
declare function jsonSerializer(): Serializer;

/** Declares a route that is not answered. */
declare function notify<I extends SchemaLike = NoSchema>(definition?: NotifyDefinition<I>): NotifyRoute<SchemaInput<I>, SchemaOutput<I>>;

/** Declares a message from server to client. Default delivery: "live". */
declare function push(): Push<undefined, undefined, "live">;

declare function push<S extends SchemaLike, const D extends Delivery = "live">(data: S, options?: PushOptions<SchemaInput<S>, D>): Push<SchemaInput<S>, SchemaOutput<S>, D>;

/** Declares a route that is answered. */
declare function request<I extends SchemaLike = NoSchema, O extends SchemaLike = NoReply, E extends ErrorDefs = {}, Once extends boolean = false>(definition?: RequestOptions<I, O, E, Once>): RequestRoute<SchemaInput<I>, SchemaOutput<I>, SchemaInput<O>, SchemaOutput<O>, ErrorTypesOf<E>, Once>;

export {
    VolleyError,
    composeContracts,
    defineContract,
    defineRemotes,
    error,
    group,
    jsonSerializer,
    notify,
    push,
    request,
};

export type {
    AnyCallable,
    AnyContract,
    AnyRemotes,
    Composed,
    Contract,
    ContractDefinition,
    DeclaredError,
    Delivery,
    DeliveryOf,
    Ending,
    EndingReason,
    ErrorData,
    ErrorDef,
    ErrorDefs,
    ErrorOf,
    ErrorTypes,
    ErrorsFor,
    Group,
    GroupArgs,
    GroupName,
    GroupParams,
    GroupPush,
    Groups,
    HasPresence,
    InputOf,
    Issue,
    KeptPush,
    Limited,
    MessageRef,
    Named,
    NotifyName,
    NotifyRoute,
    Pending,
    Presence,
    PresenceInfo,
    PresenceOptions,
    Push,
    PushName,
    PushOptions,
    PushReceived,
    PushSent,
    Pushes,
    Remotes,
    RemotesDefinition,
    ReplyOf,
    RequestName,
    RequestRoute,
    Result,
    ReturnOf,
    RouteLimit,
    RouteName,
    Routes,
    Schema,
    SchemaInput,
    SchemaLike,
    SchemaOutput,
    SentOf,
    Serializer,
    ServiceName,
    StreamPosition,
    SystemCode,
    SystemError,
    SystemErrors,
    TraceContext,
    UnkeptPush,
    VolleyErrorOptions,
};
