import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { systemError } from "@volley/protocol/internal";
import { randomId } from "../base/ids.js";
import { withWarnings } from "../base/warned.js";
import type { Attempt, Who } from "./authenticate.js";

/** What `guest()` takes. */
export interface GuestOptions {
  /**
   * Signs the tokens: at least 32 characters that only your servers know. Left out, one is made up at start, and
   * every guest becomes a new one when the server restarts.
   */
  readonly secret?: string | undefined;
  /** How long a token is taken, in ms. Default: 365 days. */
  readonly maxAgeMs?: number | undefined;
}

/** What the uids of guests start with. */
export const GUEST_PREFIX = "guest-";

/**
 * Lets everybody in under an identity that they keep: a client without a token (or with one that isn't ours) becomes
 * a new guest with a random uid such as `guest-3f…`, and gets a signed token to present next time; `guestIdentity()`
 * of the client keeps it. A token is `uid.issuedAt.signature`, the signature HMAC-SHA-256 in base64url.
 */
export function guest(options: GuestOptions = {}): (attempt: Attempt) => Who {
  const { secret = randomBytes(32).toString("hex"), maxAgeMs = 365 * 24 * 3_600_000 } = options;
  if (secret.length < 32) {
    throw systemError("BAD_REQUEST", "guest({ secret }) wants at least 32 characters; try `openssl rand -hex 32`");
  }
  const sign = (text: string): Buffer => createHmac("sha256", secret).update(text).digest();

  function verify(token: string): Who | undefined {
    const [uid = "", issuedAt = "", signature = ""] = token.split(".");
    const expected = sign(`${uid}.${issuedAt}`);
    const given = Buffer.from(signature, "base64url");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    if (Number(issuedAt) + maxAgeMs <= Date.now()) return undefined;
    return { uid, guest: true, issuedAt: Number(issuedAt) };
  }

  const authenticate = ({ token }: Attempt): Who => {
    const known = token === null ? undefined : verify(token);
    if (known !== undefined) return known;
    const uid = `${GUEST_PREFIX}${randomId()}`;
    const issuedAt = Date.now();
    const content = `${uid}.${issuedAt}`;
    return { uid, guest: true, issuedAt, token: `${content}.${sign(content).toString("base64url")}` };
  };
  return withWarnings(authenticate, warningsFor(options.secret));
}

/** Fewer different characters than random ones have: sixteen hexadecimal digits, thirty-two times. */
const FEWEST_CHARACTERS = 10;

function warningsFor(secret: string | undefined): readonly string[] {
  const todo = "make one with `openssl rand -hex 32`, the same for all servers";
  if (secret === undefined) return [`guest() has no secret, so guests end with this process: ${todo}`];
  return new Set(secret).size < FEWEST_CHARACTERS ? [`the secret of guest() is easy to guess: ${todo}`] : [];
}
