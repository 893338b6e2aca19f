import type { Config } from "./config-keys.js";

/** Finds what doesn't fit together, each with the name of the key to change. */
export function findContradictions(config: Config): string[] {
  const { jwtSecret, jwtJwksUrl, jwtIssuer, jwtAudience, guests, guestSecret, redisUrl, workers } = config;
  const rules: readonly (readonly [boolean, string])[] = [
    [
      jwtSecret === undefined && jwtJwksUrl === undefined && !guests,
      "jwtSecret: nobody could come in; set VOLLEY_JWT_SECRET, or VOLLEY_JWT_JWKS_URL, or --guests",
    ],
    [jwtSecret !== undefined && jwtJwksUrl !== undefined, "jwtJwksUrl: give it or jwtSecret, not both"],
    [
      jwtSecret === undefined && config.jwtPreviousSecrets.length > 0,
      "jwtPreviousSecrets: they go with a jwtSecret, which is missing",
    ],
    [
      jwtJwksUrl !== undefined && (jwtIssuer === undefined || jwtAudience === undefined),
      "jwtJwksUrl: give jwtIssuer and jwtAudience, too, or tokens for other apps of the issuer would count",
    ],
    [workers > 1 && redisUrl === undefined, "workers: more than one need Redis; set REDIS_URL"],
    [workers > 1 && config.port === 0, "port: several workers can't share port 0; give one"],
    [
      guests && redisUrl !== undefined && guestSecret === undefined,
      "guestSecret: several servers need the same; set VOLLEY_GUEST_SECRET (openssl rand -hex 32)",
    ],
    [
      config.origins.includes("*") && config.origins.length > 1,
      'origins: "*" is all of them; give it alone, or leave it out',
    ],
    [
      config.metricsPort !== undefined && config.metricsPort !== 0 && config.metricsPort === config.port,
      "metricsPort: it must differ from port, which everybody can reach",
    ],
    [config.envelopes && config.path === config.envelopePath, "envelopePath: it must differ from path"],
  ];
  return rules.flatMap(([isWrong, text]) => (isWrong ? [text] : []));
}
