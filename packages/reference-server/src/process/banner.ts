import type { Config } from "../config/config-keys.js";

/** What a banner tells besides the configuration. */
export interface BannerFacts {
  readonly version: string;
  /** Such as `http://0.0.0.0:3000`. */
  readonly url: string;
}

/** Says what runs where, who may come in, and what to try next. Holds no secret, nor a Redis' address. */
export function banner(config: Config, { version, url }: BannerFacts): string {
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
  ] as const;
  const lines = rows.map(([name, value]) => `  ${name.padEnd(11)}${value}`);
  return [`volley-server ${version}`, ...lines, "  --help lists all settings; SIGTERM closes", ""].join("\n");
}
