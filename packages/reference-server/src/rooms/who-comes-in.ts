import { type Authenticate, guest } from "@volley/server";
import { type JwtOptions, jwt } from "@volley/server/jwt";
import type { Config } from "../config/config-keys.js";

/**
 * Makes the `authenticate` that a configuration asks for: tokens by a secret or by public keys, and guests, if they are
 * wanted: whoever has no token, or one of a guest.
 */
export function whoComesIn(config: Config): Authenticate {
  const options = jwtOptions(config);
  const byToken = options === undefined ? undefined : jwt(options);
  if (!config.guests) return byToken ?? (() => null);
  const asGuest = guest(config.guestSecret === undefined ? {} : { secret: config.guestSecret });
  if (byToken === undefined) return asGuest;
  return (attempt) =>
    attempt.token === null || attempt.token.startsWith("guest-") ? asGuest(attempt) : byToken(attempt);
}

function jwtOptions(config: Config): JwtOptions | undefined {
  const { jwtSecret, jwtPreviousSecrets, jwtJwksUrl, jwtIssuer, jwtAudience } = config;
  if (jwtSecret !== undefined) {
    return { secret: jwtSecret, previousSecrets: jwtPreviousSecrets, issuer: jwtIssuer, audience: jwtAudience };
  }
  if (jwtJwksUrl === undefined || jwtIssuer === undefined || jwtAudience === undefined) return undefined;
  return { jwksUrl: jwtJwksUrl, issuer: jwtIssuer, audience: jwtAudience };
}
