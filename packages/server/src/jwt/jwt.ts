import { createSystemClock } from "@volley/protocol/internal";
import type { Attempt, Who } from "../auth/authenticate.js";
import type { JwtOptions } from "./jwt-options.js";
import { createJwtVerifier } from "./jwt-verifier.js";

/**
 * Takes JSON Web Tokens: `createServer(contract, { authenticate: jwt({ secret }) })`. A token is taken when its
 * signature is good, `exp`, `nbf`, issuer, audience and type are right, and its `sub` can be a uid; any other is
 * refused. When its keys can't be fetched the client gets `UNAVAILABLE`, and tries again. Its `exp`, `iat` and `jti`
 * let it be refreshed and revoked. Throws `BAD_REQUEST` for options that aren't safe.
 */
export function jwt(options: JwtOptions): (attempt: Attempt) => Promise<Who | null> {
  const ports = { clock: createSystemClock(), fetch: (...args: Parameters<typeof fetch>) => fetch(...args) };
  return createJwtVerifier(options, ports);
}
