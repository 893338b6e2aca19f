import * as _volley_protocol from '@volley/protocol';

import {
    Logger,
    Server,
    Tracer,
} from '@volley/server';

import * as z from 'zod';

/**
 * All configuration there is: the only place where a key is written. `--help`, the table of docs/reference-server.md
 * and the type of the configuration are made of it.
 */
declare const CONFIG_KEYS: {
    readonly port: ConfigKey<number>;
    readonly host: ConfigKey<string>;
    readonly path: ConfigKey<string>;
    readonly workers: ConfigKey<number>;
    readonly redisUrl: ConfigKey<string | undefined>;
    readonly redisPrefix: ConfigKey<string>;
    readonly redisFanout: ConfigKey<"classic" | "sharded">;
    readonly jwtSecret: ConfigKey<string | undefined>;
    readonly jwtPreviousSecrets: ConfigKey<readonly string[]>;
    readonly jwtJwksUrl: ConfigKey<string | undefined>;
    readonly jwtIssuer: ConfigKey<string | undefined>;
    readonly jwtAudience: ConfigKey<string | undefined>;
    readonly guests: ConfigKey<boolean>;
    readonly guestSecret: ConfigKey<string | undefined>;
    readonly rooms: ConfigKey<readonly string[]>;
    readonly maxRooms: ConfigKey<number>;
    readonly maxReplay: ConfigKey<number>;
    readonly resumeGraceMs: ConfigKey<number>;
    readonly envelopes: ConfigKey<boolean>;
    readonly envelopePath: ConfigKey<string>;
    readonly maxEnvelopeConnections: ConfigKey<number>;
    readonly messageBytes: ConfigKey<number>;
    readonly messagesPerSecond: ConfigKey<number>;
    readonly userMessagesPerSecond: ConfigKey<number>;
    readonly maxConnections: ConfigKey<number>;
    readonly maxConnectionsPerAddress: ConfigKey<number>;
    readonly connectsPerAddress: ConfigKey<number>;
    readonly origins: ConfigKey<readonly string[]>;
    readonly trustProxy: ConfigKey<number>;
    readonly metricsPort: ConfigKey<number | undefined>;
    readonly metricsHost: ConfigKey<string>;
    readonly statsd: ConfigKey<string | undefined>;
    readonly drainMs: ConfigKey<number>;
    readonly drainWaitMs: ConfigKey<number>;
    readonly drainPerSecond: ConfigKey<number>;
    readonly closeMs: ConfigKey<number>;
    readonly logLevel: ConfigKey<LogLevel>;
    readonly banner: ConfigKey<boolean>;
};

/** The whole configuration, each key with its value or its default. */
type Config = {
    readonly [Name in ConfigName]: (typeof CONFIG_KEYS)[Name] extends ConfigKey<infer T> ? T : never;
};

/** Says what is wrong with a configuration: one line each, with the name of the key, and no secret. */
declare class ConfigError extends Error {
    readonly name = "ConfigError";
    readonly problems: readonly string[];
    constructor(problems: readonly string[]);
}

/** What one configuration key takes, where it comes from, and what it is for. */
interface ConfigKey<T> {
    /** The environment variable. The flag and the name in a file follow from the key's own name. */
    readonly env: string;
    /** One sentence, for `--help` and the page. */
    readonly help: string;
    /** What it takes, in words: "a whole number from 0 to 65535". */
    readonly type: string;
    readonly default: T;
    /** Kept out of flags, which everybody on a machine can read, and out of messages. */
    readonly secret: boolean;
    /** Makes of text what `check` looks at. */
    readonly fromText: (text: string) => unknown;
    /** Tells whether something is a value of this key. */
    readonly check: (value: unknown) => boolean;
}

/** The name of a configuration key, as it stands in a file. */
type ConfigName = keyof typeof CONFIG_KEYS;

/** Where configuration comes from. */
interface ConfigSources {
    /** The arguments of the command. */
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string | undefined>>;
    /** Reads the file that `--config` or `VOLLEY_CONFIG` names. */
    readonly readFile: (path: string) => string;
}

/** Which lines are logged: those of this level, and of those behind it. */
type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

declare const Message: z.ZodObject<{
    room: z.ZodString;
    id: z.ZodString;
    time: z.ZodNumber;
    type: z.ZodOptional<z.ZodString>;
    data: z.ZodUnknown;
    from: z.ZodString;
    trace: z.ZodOptional<z.ZodObject<{
        traceparent: z.ZodString;
        tracestate: z.ZodOptional<z.ZodString>;
    }, z.core.$strip>>;
}, z.core.$strip>;

/** A reference server that runs. */
interface ReferenceServer {
    readonly port: number;
    /** `http://host:port`. */
    readonly url: string;
    /** `http://host:port` of `/metrics`, `/live`, `/ready` and `/startup`; undefined without `metricsPort`. */
    readonly operatorUrl: string | undefined;
    /** The server of rooms inside: for what it can do besides. */
    readonly server: RoomServer;
    /** Gets all clients to other servers, as far as there are any and the configured time goes, then closes. */
    drain(): Promise<void>;
    /** Ends all sessions and connections, and frees the ports; a drain that runs ends at once. */
    close(): Promise<void>;
}

/** Options of `startReferenceServer`. */
interface ReferenceServerOptions {
    /** Where traces go, such as `openTelemetry()` of "@volley/server/opentelemetry". Default: nowhere. */
    readonly traces?: Tracer | undefined;
}

/**
 * What tokens say about rooms: `rooms`, names or beginnings of names (`"table-*"`, `"*"`), and `actions`. Other claims are
 * let through. A claim of another shape refuses the token: who meant to limit must not give everything.
 */
declare const RoomClaims: z.ZodObject<{
    rooms: z.ZodOptional<z.ZodArray<z.ZodString>>;
    actions: z.ZodOptional<z.ZodArray<z.ZodEnum<{
        join: "join";
        publish: "publish";
        history: "history";
        presence: "presence";
    }>>>;
}, z.core.$loose>;

/** The claims that rights are read from. */
type RoomClaims = z.infer<typeof RoomClaims>;

/** A message as members of a room get it: `time` in ms since 1970, `from` the sender's uid. */
type RoomMessage = z.infer<typeof Message>;

/** A server of rooms. */
type RoomServer = Server<typeof rooms, z.infer<typeof RoomSession>, RoomClaims>;

/** What is kept of a session: the rooms that it joined. */
declare const RoomSession: z.ZodObject<{
    rooms: z.ZodDefault<z.ZodArray<z.ZodString>>;
}, z.core.$strip>;

/**
 * Reads the configuration: flags count before the environment, that before the file, that before the defaults. Throws
 * a `ConfigError` that names all keys which are unknown or malformed, or which don't fit together.
 */
declare function readConfig({ args, env, readFile }: ConfigSources): Config;

/**
 * What the reference server speaks. A room is there as soon as somebody joins it. `rooms.message` reaches each member once, in
 * one order, also after a lost connection; `rooms.joined` and `rooms.left` say who is there, `meta.group` where.
 */
declare const rooms: _volley_protocol.Contract<{
    /** Joins a room: who is there, and its last messages (`last`, default 0), the oldest first. */
    "rooms.join": _volley_protocol.RequestRoute<{
        room: string;
        last?: number | undefined;
        info?: {
            name?: string | undefined;
        } | undefined;
    }, {
        room: string;
        last: number;
        info: {
            name?: string | undefined;
        };
    }, {
        room: string;
        members: {
            uid: string;
            info: {
                name?: string | undefined;
            };
        }[];
        messages: {
            room: string;
            id: string;
            time: number;
            data: unknown;
            from: string;
            type?: string | undefined;
            trace?: {
                traceparent: string;
                tracestate?: string | undefined;
            } | undefined;
        }[];
    }, {
        room: string;
        members: {
            uid: string;
            info: {
                name?: string | undefined;
            };
        }[];
        messages: {
            room: string;
            id: string;
            time: number;
            data: unknown;
            from: string;
            type?: string | undefined;
            trace?: {
                traceparent: string;
                tracestate?: string | undefined;
            } | undefined;
        }[];
    }, {}, false>;
    /** Leaves a room; nothing happens to who isn't there. */
    "rooms.leave": _volley_protocol.RequestRoute<{
        room: string;
    }, {
        room: string;
    }, void, void, {}, false>;
    /** Sends to a room that one is in. With an `id` of before, by the same user, nothing is sent: `duplicate`, without `time`. */
    "rooms.message": _volley_protocol.RequestRoute<{
        room: string;
        data: unknown;
        id?: string | undefined;
        time?: number | undefined;
        type?: string | undefined;
    }, {
        room: string;
        data: unknown;
        id?: string | undefined;
        time?: number | undefined;
        type?: string | undefined;
    }, {
        id: string;
        duplicate: boolean;
        time?: number | undefined;
        offset?: number | undefined;
    }, {
        id: string;
        duplicate: boolean;
        time?: number | undefined;
        offset?: number | undefined;
    }, {}, false>;
}, {
    "rooms.message": _volley_protocol.Push<{
        room: string;
        id: string;
        time: number;
        data: unknown;
        from: string;
        type?: string | undefined;
        trace?: {
            traceparent: string;
            tracestate?: string | undefined;
        } | undefined;
    }, {
        room: string;
        id: string;
        time: number;
        data: unknown;
        from: string;
        type?: string | undefined;
        trace?: {
            traceparent: string;
            tracestate?: string | undefined;
        } | undefined;
    }, "replay">;
    "rooms.joined": _volley_protocol.Push<{
        uid: string;
        info: {
            name?: string | undefined;
        };
    }, {
        uid: string;
        info: {
            name?: string | undefined;
        };
    }, "live">;
    "rooms.left": _volley_protocol.Push<{
        uid: string;
    }, {
        uid: string;
    }, "live">;
}, {}, {
    "room:{name}": _volley_protocol.Group<"rooms.message", _volley_protocol.Presence<{
        name?: string | undefined;
    }, "rooms.joined", "rooms.left">>;
}>;

/** Starts a reference server in this process; `workers` doesn't count. Rejects when a port or Redis can't be had. */
declare function startReferenceServer(config: Config, logger: Logger, { traces }?: ReferenceServerOptions): Promise<ReferenceServer>;

export {
    ConfigError,
    readConfig,
    rooms,
    startReferenceServer,
};

export type {
    Config,
    ConfigSources,
    ReferenceServer,
    RoomMessage,
};
