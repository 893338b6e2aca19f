import { isName, systemError } from "@volley/protocol/internal";
import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import type { Attempt, Who } from "../auth/authenticate.js";
import { GUEST_PREFIX } from "../auth/guest.js";
import { isTokenId } from "../auth/who-problem.js";
import type { FetchPorts } from "./fetch-json.js";
import type { JwtOptions } from "./jwt-options.js";
import { createKeySource, type KeySource } from "./key-source.js";

const MAX_CHARACTERS = 4_096;
const SHAPE = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const MAX_TOLERANCE_MS = 60_000;
/** Members of a header that change what is signed, or bring a key along. */
const REFUSED_MEMBERS = ["crit", "b64", "jku", "jwk", "x5u"];
const USUAL_TYPES = ["jwt", "at+jwt"];

/** Makes `jwt()` on a clock and a fetch of the caller's. Throws `BAD_REQUEST`. */
export function createJwtVerifier(
  options: JwtOptions,
  ports: FetchPorts,
): (attempt: Pick<Attempt, "token">) => Promise<Who | null> {
  const source = createKeySource(options, ports);
  const rules = rulesOf(options, source);
  const toleranceMs = (rules.clockTolerance as number) * 1_000;

  return async ({ token }) => {
    if (token === null || token.length > MAX_CHARACTERS || !SHAPE.test(token)) return null;
    const now = ports.clock.now();
    const payload = await verify(token, { source, rules: { ...rules, currentDate: new Date(now) } });
    if (payload === null) return null;
    const issuedAt = payload.iat === undefined ? undefined : payload.iat * 1_000;
    // Such a token would outlast the next revocation of its user.
    if (issuedAt !== undefined && issuedAt > now + toleranceMs) return null;
    return whoOf(payload, { options, issuedAt: issuedAt && Math.min(issuedAt, now) });
  };
}

function rulesOf(options: JwtOptions, { algorithms }: KeySource): JWTVerifyOptions {
  const { issuer, audience, typ, maxTokenAgeMs, clockToleranceMs = 30_000 } = options;
  if (!(clockToleranceMs >= 0 && clockToleranceMs <= MAX_TOLERANCE_MS)) {
    throw systemError("BAD_REQUEST", `jwt(): clockToleranceMs goes from 0 to ${MAX_TOLERANCE_MS}`);
  }
  if (maxTokenAgeMs !== undefined && !(maxTokenAgeMs > 0)) {
    throw systemError("BAD_REQUEST", "jwt(): maxTokenAgeMs is no time in ms");
  }
  return {
    algorithms: [...algorithms],
    requiredClaims: ["exp"],
    clockTolerance: clockToleranceMs / 1_000,
    ...(issuer ? { issuer: listOf(issuer) } : {}),
    ...(audience ? { audience: listOf(audience) } : {}),
    ...(typ === undefined ? {} : { typ }),
    ...(maxTokenAgeMs === undefined ? {} : { maxTokenAge: maxTokenAgeMs / 1_000 }),
  };
}

function listOf(names: string | readonly string[]): string[] {
  return typeof names === "string" ? [names] : [...names];
}

/** Tells what a token says; null if it isn't to be trusted. Rejects with `UNAVAILABLE`. */
async function verify(
  token: string,
  { source, rules }: { readonly source: KeySource; readonly rules: JWTVerifyOptions },
): Promise<JWTPayload | null> {
  const header = headerOf(token, rules);
  if (header === undefined) return null;
  for (const key of await source.keysFor(header)) {
    try {
      return (await jwtVerify(token, key, rules)).payload;
    } catch (error) {
      // With another key its signature may be good; whatever else is wrong stays so.
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) return null;
    }
  }
  return null;
}

function headerOf(token: string, { algorithms = [], typ }: JWTVerifyOptions) {
  try {
    const header = decodeProtectedHeader(token);
    const type = header.typ;
    if (REFUSED_MEMBERS.some((member) => member in header)) return undefined;
    if (header.alg === undefined || !algorithms.includes(header.alg)) return undefined;
    if (header.kid !== undefined && !isTokenId(header.kid)) return undefined;
    const isUsual = type === undefined || (typeof type === "string" && USUAL_TYPES.includes(type.toLowerCase()));
    return typ !== undefined || isUsual ? { ...header, alg: header.alg } : undefined;
  } catch {
    return undefined;
  }
}

function whoOf(
  payload: JWTPayload,
  { options, issuedAt }: { readonly options: JwtOptions; readonly issuedAt: number | undefined },
): Who | null {
  const { guests = false, maxTokenAgeMs = Number.POSITIVE_INFINITY } = options;
  const uid: unknown = options.uid === undefined ? payload.sub : options.uid(payload);
  if (!isName(uid)) return null;
  const guest = uid.startsWith(GUEST_PREFIX);
  if (guest && !guests) return null;
  const expiresAt = Math.min((payload.exp ?? 0) * 1_000, (issuedAt ?? 0) + maxTokenAgeMs);
  if (!Number.isFinite(expiresAt)) return null;
  return {
    uid,
    claims: options.claims === undefined ? ownClaims(payload) : options.claims(payload),
    expiresAt,
    ...(issuedAt === undefined ? {} : { issuedAt }),
    ...(isTokenId(payload.jti) ? { tokenId: payload.jti } : {}),
    ...(guest ? { guest } : {}),
  };
}

/** What isn't about the token itself. */
function ownClaims({ iss, sub, aud, exp, nbf, iat, jti, ...claims }: JWTPayload): Record<string, unknown> {
  return claims;
}
