import type { Config } from "../config/config-keys.js";

/** What a banner tells besides the configuration. */
export interface BannerFacts {
  readonly version: string;
  /** Such as `http://0.0.0.0:3000`. */
  readonly url: string;
  /** Where metrics and health are; undefined: nowhere. */
  readonly operatorUrl: string | undefined;
}

/** Says what runs where, who may come in, and what to try next. Holds no secret, nor a Redis' address. */
export function banner(config: Config, { version, url, operatorUrl }: BannerFacts): string {
  const { envelopes, envelopePath, path, jwtSecret, jwtJwksUrl, guests, redisUrl, redisFanout, workers } = config;
  const tokens = jwtSecret !== undefined ? ["JWT by a secret"] : jwtJwksUrl !== undefined ? ["JWT by public keys"] : [];
  const rows = [
    ["listens on", url],
    ["clients", `createClient(rooms, { url }) on ${path}`],
    ["envelopes", envelopes ? `JSON on ${url.replace("http", "ws")}${envelopePath}` : "off"],
    ["lets in", [...tokens, ...(guests ? ["guests"] : [])].join(" and ")],
    ["rooms", config.rooms.join(", ") || "only those that tokens name"],
    ["cluster", redisUrl === undefined ? "none, this server is alone" : `Redis, ${redisFanout} fan-out`],
    ["workers", `${workers}`],
    ["metrics", operatorUrl === undefined ? "off, --metrics-port sets them" : `${operatorUrl}/metrics`],
    ["health", operatorUrl === undefined ? "off" : `${operatorUrl}/live and /ready`],
  ] as const;
  const lines = rows.map(([name, value]) => `  ${name.padEnd(11)}${value}`);
  return [
    `volley-server ${version}`,
    ...lines,
    "  --help lists all settings; SIGTERM moves clients away and ends, a second one at once",
    "",
  ].join("\n");
}
