import { jsonSerializer, type Serializer } from "@volley/protocol";
import type { Logger } from "./base/logger.js";
import type { ResumeOptions } from "./session/resume-memory.js";
import type { GetToken, TokenSource } from "./session/token-source.js";

/** When to try again. */
export interface ReconnectOptions {
  /** The shortest wait in ms. Default: 500. */
  readonly minMs?: number | undefined;
  /** The longest wait in ms, unless the server asks for more. Default: 20,000. */
  readonly maxMs?: number | undefined;
}

/** How a silent connection is noticed: at the latest after the sum of the two. */
export interface HeartbeatOptions {
  /** The pause between two pings in ms. Default: 10,000. */
  readonly everyMs?: number | undefined;
  /** How long a pong may take, in ms. Default: 5,000. */
  readonly timeoutMs?: number | undefined;
}

/** How much may wait for a connection; beyond it requests reject with `BUSY` and notifies are dropped. */
export interface OutboxOptions {
  /** Requests and notifies. Default: 256. */
  readonly maxEntries?: number | undefined;
  /** Bytes of their payloads. Default: 1,048,576. */
  readonly maxBytes?: number | undefined;
}

/** A worse network than the developer's own. For development only. */
export interface SimulateOptions {
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

/** What `createClient` takes. */
export interface ClientOptions {
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

type Filled<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** The options with every default filled in. */
export interface Settings
  extends Filled<Omit<ClientOptions, "reconnect" | "heartbeat" | "outbox" | "simulate" | "token">> {
  readonly token: TokenSource | GetToken | undefined;
  readonly reconnect: Filled<ReconnectOptions>;
  readonly heartbeat: Filled<HeartbeatOptions>;
  readonly outbox: Filled<OutboxOptions>;
  readonly simulate: Filled<SimulateOptions> | undefined;
}

/** Fills in the defaults. */
export function resolveOptions(options: ClientOptions): Settings {
  const { simulate } = options;
  return {
    url: options.url,
    path: options.path ?? "/volley",
    token: options.token,
    handshake: options.handshake ?? {},
    resume: options.resume ?? {},
    timeoutMs: options.timeoutMs ?? 10_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    reconnect: { minMs: options.reconnect?.minMs ?? 500, maxMs: options.reconnect?.maxMs ?? 20_000 },
    heartbeat: { everyMs: options.heartbeat?.everyMs ?? 10_000, timeoutMs: options.heartbeat?.timeoutMs ?? 5_000 },
    outbox: { maxEntries: options.outbox?.maxEntries ?? 256, maxBytes: options.outbox?.maxBytes ?? 1_048_576 },
    parse: options.parse ?? true,
    serializer: options.serializer ?? jsonSerializer(),
    debug: options.debug ?? false,
    logger: options.logger ?? console,
    simulate: simulate && {
      latencyMs: simulate.latencyMs ?? 0,
      jitterMs: simulate.jitterMs ?? 0,
      lossRate: simulate.lossRate ?? 0,
    },
  };
}
