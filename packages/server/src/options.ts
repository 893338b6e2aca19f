import type { Schema, SchemaInput, SchemaLike, Serializer } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import type { AuthOptions } from "./auth/auth-options.js";
import type { Authenticate } from "./auth/authenticate.js";
import type { Logger } from "./base/logger.js";
import type { Role } from "./cluster/node-info.js";
import type { Cluster, CreateDiscovery } from "./cluster-engine.js";
import type { ConnectionLayer } from "./edge/connection-layer.js";
import type { EdgeOptions } from "./edge/edge-options.js";
import type { Jobs } from "./jobs/job-queue.js";
import type { RateOptions } from "./limits/limit-options.js";
import type { MetricsReporter } from "./metrics/reporter.js";
import type { Tracer } from "./traces/tracer.js";

/** How much one client may ask for, how often, and how much waits for it. */
export interface Limits extends RateOptions {
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

/** How long things may take, in ms. */
export interface Timeouts {
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

/** How long sessions wait for their clients. */
export interface ResumeOptions {
  /** From the loss of a connection to the end of its session, in ms; 0 is as good as `false`. Default: 120,000. */
  readonly graceMs?: number | undefined;
  /** From a session's start until nobody may resume it any more, in ms. Default: 86,400,000 (24 h). */
  readonly maxMs?: number | undefined;
}

/** Options of `createServer`. */
export interface ServerOptions<S extends SchemaLike = Schema, Cl extends SchemaLike = Schema> {
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
