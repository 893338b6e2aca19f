import { type ConfigKey, choice, flag, integer, list, text } from "./config-key.js";

const isPath = (path: string): boolean => /^\/[A-Za-z0-9_./-]{1,127}$/.test(path) && !path.endsWith("/");
const isSecret = (secret: string): boolean => Buffer.byteLength(secret) >= 32 && secret.length <= 4_096;
const isWord = (word: string): boolean => /^[\x21-\x7e]{1,512}$/.test(word);
const isUrl = (schemes: readonly string[]) => (url: string) =>
  URL.canParse(url) && schemes.includes(new URL(url).protocol);
const PATH = "a path such as /volley";
const SECRET = "32 bytes or more";

/** Which lines are logged: those of this level, and of those behind it. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/**
 * All configuration there is: the only place where a key is written. `--help`, the table of docs/reference-server.md
 * and the type of the configuration are made of it.
 */
export const CONFIG_KEYS = {
  port: integer({
    env: "PORT",
    min: 0,
    max: 65_535,
    default: 3_000,
    help: "The port to listen on; 0 takes a free one.",
  }),
  host: text({
    ...{ env: "VOLLEY_HOST", type: "an address", fits: isWord, default: "0.0.0.0" },
    help: "The address to listen on.",
  }),
  path: text({
    ...{ env: "VOLLEY_PATH", type: PATH, fits: isPath, default: "/volley" },
    help: "Where clients of Volley connect.",
  }),
  workers: integer({
    ...{ env: "VOLLEY_WORKERS", min: 1, max: 256, default: 1 },
    help: "Processes that share the port; more than one needs Redis.",
  }),
  redisUrl: text({
    ...{ env: "REDIS_URL", type: "a redis:// or rediss:// URL", fits: isUrl(["redis:", "rediss:"]) },
    ...{ default: undefined, secret: true },
    help: "The Redis that makes several servers one. Left out: this server is alone.",
  }),
  redisPrefix: text({
    ...{ env: "VOLLEY_REDIS_PREFIX", type: "letters, digits, _, - and .", default: "volley" },
    fits: (prefix) => /^[A-Za-z0-9_.-]{1,64}$/.test(prefix),
    help: "What all keys and channels in Redis start with.",
  }),
  redisFanout: choice({
    ...{ env: "VOLLEY_REDIS_FANOUT", of: ["classic", "sharded"], default: "classic" },
    help: "How pushes get to other servers; the same on all of them.",
  }),
  jwtSecret: text({
    ...{ env: "VOLLEY_JWT_SECRET", type: SECRET, fits: isSecret, default: undefined, secret: true },
    help: "The secret that your web app signs tokens with (HS256).",
  }),
  jwtPreviousSecrets: list({
    ...{ env: "VOLLEY_JWT_PREVIOUS_SECRETS", type: `secrets of ${SECRET}`, fits: isSecret, default: [], secret: true },
    help: "Secrets of before, whose tokens are still taken.",
  }),
  jwtJwksUrl: text({
    ...{ env: "VOLLEY_JWT_JWKS_URL", type: "a URL", fits: isUrl(["https:", "http:"]), default: undefined },
    help: "Where the public keys of who signs tokens are, instead of a secret; needs jwtIssuer and jwtAudience.",
  }),
  jwtIssuer: text({
    ...{ env: "VOLLEY_JWT_ISSUER", type: "text", fits: isWord, default: undefined },
    help: "The `iss` that tokens must have.",
  }),
  jwtAudience: text({
    ...{ env: "VOLLEY_JWT_AUDIENCE", type: "text", fits: isWord, default: undefined },
    help: "The `aud` that tokens must have.",
  }),
  guests: flag({
    ...{ env: "VOLLEY_GUESTS", default: false },
    help: "Lets clients without a token in, under an identity that they keep.",
  }),
  guestSecret: text({
    ...{ env: "VOLLEY_GUEST_SECRET", type: SECRET, fits: isSecret, default: undefined, secret: true },
    help: "Signs the tokens of guests; the same on all servers. Left out: guests end with the process.",
  }),
  rooms: list({
    ...{ env: "VOLLEY_ROOMS", type: "names, or beginnings such as table-*", default: ["*"] },
    fits: (pattern) => /^[A-Za-z0-9_.-]{0,64}\*?$/.test(pattern) && pattern !== "",
    help: "The rooms of guests, and of tokens without a claim `rooms`.",
  }),
  maxRooms: integer({
    ...{ env: "VOLLEY_MAX_ROOMS", min: 1, max: 1_000, default: 64 },
    help: "In how many rooms a session may be at once.",
  }),
  maxReplay: integer({
    ...{ env: "VOLLEY_MAX_REPLAY", min: 0, max: 1_000, default: 100 },
    help: "How many messages of a room somebody who comes gets at most.",
  }),
  resumeGraceMs: integer({
    ...{ env: "VOLLEY_RESUME_GRACE_MS", min: 0, max: 86_400_000, default: 120_000 },
    help: "For how long a session waits for a client that lost its connection, in ms; 0: not at all.",
  }),
  envelopes: flag({
    ...{ env: "VOLLEY_ENVELOPES", default: true },
    help: "Takes plain WebSockets with JSON envelopes, too.",
  }),
  envelopePath: text({
    ...{ env: "VOLLEY_ENVELOPE_PATH", type: PATH, fits: isPath, default: "/ws" },
    help: "Where those connect.",
  }),
  maxEnvelopeConnections: integer({
    ...{ env: "VOLLEY_MAX_ENVELOPE_CONNECTIONS", min: 1, max: 20_000, default: 1_000 },
    help: "How many of those each process holds at once, those included that are waited for.",
  }),
  messageBytes: integer({
    ...{ env: "VOLLEY_MESSAGE_BYTES", min: 1_024, max: 1_048_576, default: 65_536 },
    help: "Bytes of one message from a client; larger ones close its connection.",
  }),
  messagesPerSecond: integer({
    ...{ env: "VOLLEY_MESSAGES_PER_SECOND", min: 1, max: 100_000, default: 200 },
    help: "Messages of one connection in the long run; five times as many at once.",
  }),
  userMessagesPerSecond: integer({
    ...{ env: "VOLLEY_USER_MESSAGES_PER_SECOND", min: 0, max: 100_000, default: 0 },
    help: "Messages of one user on all servers together; 0: no limit of its own.",
  }),
  maxConnections: integer({
    ...{ env: "VOLLEY_MAX_CONNECTIONS", min: 1, max: 1_000_000, default: 20_000 },
    help: "Connections that each process holds at once.",
  }),
  maxConnectionsPerAddress: integer({
    ...{ env: "VOLLEY_MAX_CONNECTIONS_PER_ADDRESS", min: 0, max: 1_000_000, default: 256 },
    help: "Connections of one address that each process holds at once; 0: no limit of its own.",
  }),
  connectsPerAddress: integer({
    ...{ env: "VOLLEY_CONNECTS_PER_ADDRESS", min: 0, max: 100_000, default: 20 },
    help: "New connections of one address per second in the long run; five times as many at once; 0: no such limit.",
  }),
  origins: list({
    ...{ env: "VOLLEY_ORIGINS", type: "origins such as https://play.example, or *", default: [] },
    fits: (origin) => origin === "*" || (URL.canParse(origin) && new URL(origin).origin === origin),
    help: "Pages that may connect. Left out: those of the host that they connect to.",
  }),
  trustProxy: integer({
    ...{ env: "VOLLEY_TRUST_PROXY", min: 0, max: 16, default: 0 },
    help: "How many proxies of yours are in front, each of which appends to X-Forwarded-For.",
  }),
  metricsPort: integer({
    ...{ env: "VOLLEY_METRICS_PORT", min: 0, max: 65_535, default: undefined },
    help: "The port of /metrics, /live, /ready and /startup; 0 takes a free one. Left out: nobody can ask for them.",
  }),
  metricsHost: text({
    ...{ env: "VOLLEY_METRICS_HOST", type: "an address", fits: isWord, default: "127.0.0.1" },
    help: "The address that they are told on; 0.0.0.0 in a container.",
  }),
  statsd: text({
    ...{ env: "VOLLEY_STATSD", type: "host:port", default: undefined },
    fits: (place) => /^[A-Za-z0-9_.-]{1,253}:[1-9]\d{0,4}$/.test(place) && Number(place.split(":")[1]) <= 65_535,
    help: "A StatsD that gets the metrics by UDP, too.",
  }),
  drainMs: integer({
    ...{ env: "VOLLEY_DRAIN_MS", min: 0, max: 86_400_000, default: 60_000 },
    help: "How long clients have to move to other servers after SIGTERM, drainWaitMs included, in ms.",
  }),
  drainWaitMs: integer({
    ...{ env: "VOLLEY_DRAIN_WAIT_MS", min: 0, max: 600_000, default: 5_000 },
    help: "For how long of that all goes on while /ready says no, in ms; without metricsPort: not at all.",
  }),
  drainPerSecond: integer({
    ...{ env: "VOLLEY_DRAIN_PER_SECOND", min: 1, max: 100_000, default: 200 },
    help: "How many clients of each process are moved per second.",
  }),
  closeMs: integer({
    ...{ env: "VOLLEY_CLOSE_MS", min: 100, max: 600_000, default: 5_000 },
    help: "How long closing may take behind that, in ms; then the process leaves.",
  }),
  logLevel: choice<LogLevel>({
    ...{ env: "VOLLEY_LOG_LEVEL", of: ["debug", "info", "warn", "error", "silent"], default: "info" },
    help: "Which log lines are written, as JSON, to the standard output.",
  }),
  banner: flag({ env: "VOLLEY_BANNER", default: true, help: "Says at the start what runs where." }),
} as const;

/** The name of a configuration key, as it stands in a file. */
export type ConfigName = keyof typeof CONFIG_KEYS;

/** The whole configuration, each key with its value or its default. */
export type Config = {
  readonly [Name in ConfigName]: (typeof CONFIG_KEYS)[Name] extends ConfigKey<infer T> ? T : never;
};
