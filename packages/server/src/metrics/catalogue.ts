/** A metric of Volley's own. `seconds`: a histogram of durations. */
interface Entry<L extends string> {
  readonly kind: "counter" | "gauge" | "seconds";
  readonly name: string;
  readonly labels: readonly L[];
  readonly help: string;
}

const counter = <L extends string>(name: string, labels: readonly L[], help: string): Entry<L> => ({
  ...{ kind: "counter", name: `volley_${name}_total`, labels, help },
});
const gauge = <L extends string>(name: string, labels: readonly L[], help: string): Entry<L> => ({
  ...{ kind: "gauge", name: `volley_${name}`, labels, help },
});
const seconds = <L extends string>(name: string, labels: readonly L[], help: string): Entry<L> => ({
  ...{ kind: "seconds", name: `volley_${name}_seconds`, labels, help },
});

/**
 * Every metric that a server reports by itself. Labels come from the contract or from fixed sets, never from what
 * clients send: no users, groups, sessions or addresses. `docs/metrics.md` is written from this.
 */
export const CATALOGUE = {
  connections: gauge("connections", ["state"], "Connections now. state: pending (not let in yet), open."),
  accepted: counter("connections_accepted", [], "Connections that got past the edge and may say hello."),
  refused: counter(
    "handshakes_refused",
    ["reason"],
    "Connections turned away. reason: address, origin, full, rate, address_full, address_rate (by the edge); busy, unauthorized, revoked, banned, protocol, version (by their hello).",
  ),
  authFailed: counter(
    "auth_failures",
    ["reason"],
    "Tokens, of a hello or fresh ones, that were not taken. reason: unauthorized, revoked, unavailable (authenticate failed or took too long).",
  ),
  handshakeSeconds: seconds(
    "handshake",
    ["result"],
    "From a hello to its answer, authenticate included. result: ok, refused.",
  ),
  connectionsEnded: counter(
    "connections_ended",
    ["reason"],
    "Connections of sessions that ended, by the reason of their ending (docs/errors.md).",
  ),
  sessions: gauge("sessions", ["state"], "Sessions now. state: connected, waiting (for their client)."),
  sessionsEnded: counter("sessions_ended", ["reason"], "Sessions that ended, by the reason of their ending."),
  resumes: counter(
    "resumes",
    ["result"],
    "Clients that asked to go on with their session. result: ok, unavailable, or why not: expired, revoked, identity.",
  ),
  resumeTokensReused: counter("resume_tokens_reused", [], "Used-up resume tokens that were presented: perhaps stolen."),
  resumeFailures: counter("resume_store_failures", [], "Steps of keeping a session for its client that failed."),
  requestSeconds: seconds(
    "request",
    ["route", "code"],
    "Requests of clients, from arrival to answer, wherever they are served. code: ok, or the error's.",
  ),
  notifies: counter("notifies", ["route"], "Notifies of clients that arrived."),
  pushes: counter(
    "pushes",
    ["push", "delivery"],
    "Pushes that this node was told to send, each once however many get it.",
  ),
  pushesDropped: counter(
    "pushes_dropped",
    [],
    "Pushes of class volatile or latest that a slow client didn't get, or got a newer one for.",
  ),
  slowClients: counter("slow_clients", ["outcome"], "Clients that don't read fast enough. outcome: slow, given_up."),
  limited: counter(
    "limited",
    ["what"],
    "What limits refused. what: request, notify, connection (ended), client (turned away at the door).",
  ),
  limitsDegraded: counter("limits_degraded", [], "Limits of the cluster decided without Redis, as it didn't answer."),
  forwardSeconds: seconds(
    "forward",
    ["service", "code"],
    "Messages handed to other nodes, until answered. code: ok, cancelled, or the error's.",
  ),
  rpcSeconds: seconds("rpc", ["remote", "code"], "Calls of remotes made by this node. code: ok, or the error's."),
  remoteSeconds: seconds(
    "remote",
    ["remote", "code"],
    "Remotes run on this node, for calls and for jobs. code: ok, or the error's.",
  ),
  once: counter(
    "once_requests",
    ["outcome"],
    "Requests of `once` routes. outcome: answered (by its one run), unknown, refused.",
  ),
  jobsEnqueued: counter(
    "jobs_enqueued",
    ["remote", "result"],
    "Jobs given to the queue by this node. result: ok, or the error's code.",
  ),
  jobs: counter("jobs", ["remote", "result"], "Runs of jobs on this node. result: ok, failed (tried again, or dead)."),
  redisSeconds: seconds("redis_command", ["client"], "Commands to Redis. client: commands, limits, ack, publish."),
  redisErrors: counter(
    "redis_errors",
    ["client", "kind"],
    "Commands to Redis that failed. kind: timeout, closed, breaker (not even tried), readonly, oom, noscript, noperm, moved, loading, other.",
  ),
  redisReconnects: counter(
    "redis_reconnects",
    ["client"],
    "Connections to Redis made again after a loss. client: commands, limits, ack, publish, subscribe.",
  ),
  busUp: gauge("bus_up", [], "1 while messages between nodes get through, in both directions."),
  busRejected: counter("bus_publish_rejected", [], "Messages to other nodes that were not published, or nobody knows."),
  busDropped: counter(
    "bus_messages_dropped",
    [],
    "Messages of other nodes that can't be read: garbage, or another version.",
  ),
  busReceiverFailed: counter("bus_receivers_failed", [], "Messages of other nodes whose receiver threw."),
  gapsFound: counter(
    "stream_gaps_found",
    [],
    "Places where a stream of kept pushes didn't go on from what this node had: the log is read.",
  ),
  gapsRepaired: counter("stream_gaps_repaired", [], "Of these, those after which nothing was missing."),
  gapsUnrepaired: counter(
    "stream_gaps_unrepaired",
    ["reason"],
    "Members told to fetch the state anew, as pushes are lost to them. reason: window, epoch, fork.",
  ),
  replayed: counter("stream_replayed", [], "Kept pushes sent to clients that had missed them."),
  duplicates: counter(
    "stream_duplicates_suppressed",
    ["where"],
    "Kept pushes that came twice. where: append (the writer tried again), delivery (the log told twice).",
  ),
  sweeps: counter("stream_sweeps", ["result"], "Comparisons of this node's streams with the log. result: ok, failed."),
  streams: gauge("streams", [], "Streams of kept pushes with members on this node."),
  callsWaiting: gauge(
    "messages_under_way",
    ["of"],
    "Messages of clients under way, mailboxes included. of: all, max (the session with most).",
  ),
  outboxBytes: gauge(
    "outbox_bytes",
    ["of"],
    "Bytes written to connections that wait there. of: all, max (the client with most).",
  ),
  loopDelay: gauge(
    "event_loop_delay_seconds",
    ["quantile"],
    "How late timers ran since the last look. quantile: 0.5, 0.99, 1.",
  ),
  nodes: gauge("nodes", ["role"], "Nodes of the cluster that this one sees, itself included."),
  draining: gauge("draining", [], "1 while this node is on its way out."),
  build: gauge("build_info", ["version", "node"], "1; the versions of Volley and Node.js."),
} as const satisfies Readonly<Record<string, Entry<string>>>;

export type Catalogue = typeof CATALOGUE;
