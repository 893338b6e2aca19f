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

/** The messages of a contract, by route and push. Those that carry nothing have none. */
type ContractTypes<C extends AnyContract> = MayBeLeftOut<"routes", TypesOfRoutes<C["routes"]>> & MayBeLeftOut<"pushes", TypesOfPushes<C["pushes"]>>;

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

/** A contract's errors with their schemas resolved away: short in hovers, small in `.d.ts`. */
type ErrorTypes = {
    readonly [code: string]: ErrorData<unknown, unknown>;
};

/** A named set that can be pushed to; `pushes` says what may be pushed to it. `P`: its `Presence`, or undefined. */
interface Group<Names extends string, P = unknown> {
    readonly kind: "group";
    readonly pushes: readonly Names[];
    readonly presence: P;
}

/** The groups of a contract by their patterns. */
type Groups = Readonly<Record<string, Group<string>>>;

type MayBeLeftOut<Key extends string, T> = {} extends T ? {
    readonly [K in Key]?: T;
} : {
    readonly [K in Key]: T;
};

/** Nothing has no message, and what is no object can't have one. */
type MessageOf<Value> = [Value] extends [undefined | void] ? never : unknown extends Value ? ProtobufType : [Exclude<Value, undefined | void>] extends [readonly unknown[]] ? Problem<"Protobuf has messages only: put the list into an object"> : [Exclude<Value, undefined | void>] extends [object] ? ProtobufType : Problem<"Protobuf has messages only: put the value into an object">;

/** Which message a payload belongs to. Serializers with a schema of their own (Protobuf) look their type up by it. */
interface MessageRef {
    /** "request" and "notify" hold a route's input, "reply" its output, "push" a push's data. */
    readonly kind: "request" | "notify" | "reply" | "push";
    /** The name of the route or push, such as "lobby.join". */
    readonly name: string;
}

type Phantom<T, Key extends string> = T extends Typed ? T["~types"][Key & keyof T["~types"]] : never;

type Present<T> = {
    readonly [K in keyof T as [T[K]] extends [never] ? never : K]: T[K];
};

/** Shows `Message` in the compiler's text: "Property '<Message>' is missing in type …". */
type Problem<Message extends string> = {
    readonly [M in Message]: never;
};

/** What `protobufSerializer` takes besides messages. */
interface ProtobufChecks<C extends AnyContract> {
    /** If given, the messages are held against it: TypeScript tells what is missing, and so does the start. */
    readonly contract?: C | undefined;
    /**
     * Whether values are decoded again after they are encoded, and refused if they changed on the way, which protobufjs
     * itself lets happen: too large numbers wrap, fractions are cut, unknown fields vanish. Default: true.
     */
    readonly check?: boolean | undefined;
}

/** What `protobufSerializer` takes. */
type ProtobufOptions<C extends AnyContract> = ProtobufChecks<C> & NoInfer<ContractTypes<C>>;

/**
 * A message of a static module that pbjs made, which is its class: `pb.Join`. Only `encode`, `decode` and the defaults
 * on its prototype are used, so the module may be made without all the rest (docs/guides/protobuf.md).
 */
interface ProtobufType {
    readonly prototype: object;
    readonly encode: (message: never) => {
        finish(): Uint8Array;
    };
    readonly decode: (bytes: Uint8Array) => object;
}

/** The pushes of a contract by their names. */
type Pushes = Readonly<Record<string, AnyPush>>;

/** The messages of a route: of what the client sends, and of the reply. */
interface RouteTypes {
    readonly input?: ProtobufType;
    readonly output?: ProtobufType;
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

/** What a schema answers: the parsed value, or what is wrong with it. */
type SchemaResult<Out> = {
    readonly value: Out;
    readonly issues?: undefined;
} | {
    readonly issues: readonly SchemaIssue[];
};

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

interface Typed {
    readonly "~types": object;
}

type TypesOfPushes<P> = string extends keyof P ? Readonly<Record<string, ProtobufType>> : Present<{
    [K in keyof P]: MessageOf<Phantom<P[K], "sent">>;
}>;

type TypesOfRoute<R> = Present<{
    input: MessageOf<Phantom<R, "sent">>;
    output: MessageOf<Phantom<R, "returned">>;
}>;

/** What stands for each route that carries something; anything goes while the contract isn't known. */
type TypesOfRoutes<R> = string extends keyof R ? Readonly<Record<string, RouteTypes>> : {
    readonly [K in keyof R as {} extends TypesOfRoute<R[K]> ? never : K]: TypesOfRoute<R[K]>;
};

/**
 * Makes a serializer of messages that pbjs compiled to a static module (docs/guides/protobuf.md), one per route and
 * push; those without carry nothing. It runs where `eval` is forbidden. Throws `BAD_REQUEST` for messages that don't
 * match the contract, if that is given. Encoding throws `VALIDATION` for a value that wouldn't arrive as it is, with
 * the path to what is wrong, and `UNSUPPORTED` for one without a message. What it decodes are plain objects.
 */
declare function protobufSerializer<const C extends AnyContract = AnyContract>(options: ProtobufOptions<C>): Serializer;

export {
    protobufSerializer,
};

export type {
    ContractTypes,
    ProtobufChecks,
    ProtobufOptions,
    ProtobufType,
    RouteTypes,
};
