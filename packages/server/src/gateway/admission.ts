import { type Serializer, VolleyError } from "@volley/protocol";
import {
  type Deadlines,
  type Hello,
  negotiateVersion,
  parseHello,
  type Refusal,
  systemError,
} from "@volley/protocol/internal";
import type { Attempt, Authenticate, Identity, Who } from "../auth/authenticate.js";
import { whoProblem } from "../auth/who-problem.js";
import type { Logger } from "../base/logger.js";

/** A client that is let in. */
export interface Admission {
  readonly hello: Hello;
  readonly protocol: number;
  /** Undefined: an anonymous session. */
  readonly identity: Identity<unknown> | undefined;
  /** What the session's data starts with. */
  readonly data: unknown;
}

/** Looks at a client before anything else is done for it; throwing turns it away. */
export type HandshakeValidator = (attempt: Attempt) => unknown;

/** What admissions are decided with. */
export interface AdmissionParts {
  readonly validators: readonly HandshakeValidator[];
  /** Resolves when the server has started. */
  readonly ready: () => Promise<void>;
  readonly parseClaims: (value: unknown) => unknown;
  readonly authenticate: Authenticate<unknown> | undefined;
  readonly anonymous: boolean;
  /** Whether somebody, or the token, was revoked. */
  readonly refuses: (who: Who) => boolean;
  readonly serializer: Serializer;
  readonly parseData: (value: unknown) => unknown;
  readonly timeoutMs: number;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
  /** Called with why a token was not taken. */
  readonly authFailed?: ((reason: "unauthorized" | "revoked" | "unavailable") => void) | undefined;
}

/** A connection that asks to be let in. */
export interface Arrival {
  /** What the client says first, unchecked. */
  readonly hello: unknown;
  readonly address: string;
  /** Aborted when the client leaves before it is answered. */
  readonly signal: AbortSignal;
}

/** Carries a refusal through a promise. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.error.message);
    this.name = "RefusedError";
    this.refusal = refusal;
  }
}

/** How long a client waits that was refused because something here didn't work, in ms. */
const RETRY_AFTER_MS = 1_000;

/**
 * Lets a client in or rejects with a `RefusedError`: versions first, then the app's validators, then who it is, then
 * its session's data. It all happens before there is a session, so no order of frames gets around it.
 */
export async function admit(arrival: Arrival, parts: AdmissionParts): Promise<Admission> {
  const { hello, protocol } = negotiate(arrival.hello, parts.serializer);
  await started(parts);
  const identity = await identify(hello, arrival, parts);
  try {
    const data = await parts.parseData(identity?.data ?? {});
    return { hello, protocol, identity, data };
  } catch (error) {
    parts.logger.error("the `session` schema refuses what a session starts with", { error });
    throw refused("busy", systemError("UNAVAILABLE", "the server can't open a session now"));
  }
}

/** A client that comes while modules are still opening waits; if they can't, it comes again. */
async function started({ ready }: AdmissionParts): Promise<void> {
  try {
    await ready();
  } catch {
    throw refused("busy", systemError("UNAVAILABLE", "the server could not start"));
  }
}

function negotiate(value: unknown, serializer: Serializer): { hello: Hello; protocol: number } {
  let hello: Hello;
  try {
    hello = parseHello(value);
  } catch (error) {
    throw refused("protocol", VolleyError.from(error));
  }
  try {
    const protocol = negotiateVersion(hello.protocol);
    if (hello.serializer === serializer.name) return { hello, protocol };
  } catch (error) {
    throw refused("version", VolleyError.from(error));
  }
  const theirs = hello.serializer.slice(0, 32);
  throw refused(
    "version",
    systemError("UNSUPPORTED", `this server speaks the serializer "${serializer.name}", the client "${theirs}"`),
  );
}

/**
 * Tells who a client is, by the app's validators and its authenticate; undefined: nobody in particular. Rejects with a
 * `RefusedError`.
 */
export async function identify(
  hello: Pick<Hello, "token" | "handshake">,
  arrival: Pick<Arrival, "address" | "signal">,
  parts: AdmissionParts,
): Promise<Identity<unknown> | undefined> {
  try {
    return await whoIs(hello, arrival, parts);
  } catch (error) {
    const reason = error instanceof RefusedError ? error.refusal.ending.reason : undefined;
    parts.authFailed?.(reason === "unauthorized" || reason === "revoked" ? reason : "unavailable");
    throw error;
  }
}

async function whoIs(
  { token, handshake }: Pick<Hello, "token" | "handshake">,
  arrival: Pick<Arrival, "address" | "signal">,
  parts: AdmissionParts,
): Promise<Identity<unknown> | undefined> {
  let identity: Identity<unknown> | null | undefined;
  try {
    identity = await within(parts, arrival.signal, async (signal) => {
      const attempt: Attempt = { token, handshake, address: arrival.address, signal };
      for (const validate of parts.validators) await validate(attempt);
      if (parts.authenticate === undefined || (token === null && parts.anonymous)) return undefined;
      return await parts.authenticate(attempt);
    });
  } catch (thrown) {
    // What is behind it is for the log alone; a refusal on purpose has nothing behind it.
    if (VolleyError.is(thrown, "UNAVAILABLE") && thrown.cause !== undefined) {
      parts.logger.warn("authenticate can't tell now who a client is", { error: thrown.cause });
    }
    if (VolleyError.is(thrown)) throw refused(thrown.retryable ? "busy" : "unauthorized", thrown);
    parts.logger.error("authenticate, or a validator of the handshake, failed", { error: thrown });
    throw refused("busy", systemError("UNAVAILABLE", "the server can't tell who you are now"));
  }
  if (identity === null) {
    const why = token === null ? "this server wants a token" : "this server doesn't take this token";
    throw refused("unauthorized", systemError("UNAUTHORIZED", why));
  }
  if (identity === undefined) return undefined;
  checkWho(identity, parts);
  return { ...identity, claims: await claimsOf(identity, parts) };
}

function checkWho(who: Who, { logger, refuses }: AdmissionParts): void {
  const problem = whoProblem(who);
  if (problem !== undefined) {
    logger.error("authenticate said something that can't be used; the client is refused", { problem });
    throw refused("unauthorized", systemError("UNAUTHORIZED", "this server can't use what this token says"));
  }
  if (refuses(who)) throw refused("revoked", systemError("UNAUTHORIZED", "the token, or its user, was revoked"));
}

async function claimsOf({ claims = {} }: Who, parts: AdmissionParts): Promise<Record<string, unknown>> {
  try {
    return (await parts.parseClaims(claims)) as Record<string, unknown>;
  } catch (error) {
    parts.logger.warn("the `claims` schema refuses a user's claims", { error });
    throw refused("unauthorized", systemError("UNAUTHORIZED", "this server doesn't take the claims of this token"));
  }
}

/** Runs the app's authenticate with a bound: its time, and the client's patience. */
function within<T>(
  { deadlines, timeoutMs }: AdmissionParts,
  client: AbortSignal,
  run: (signal: AbortSignal) => T | Promise<T>,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const controller = new AbortController();
    const give = (error: VolleyError): void => {
      controller.abort(error);
      reject(error);
    };
    const left = (): void => give(systemError("CANCELLED", "the client left"));
    const stop = deadlines.add(timeoutMs, () => give(systemError("UNAVAILABLE", "authenticate took too long")));
    client.addEventListener("abort", left, { once: true });
    const end = (): void => {
      stop();
      client.removeEventListener("abort", left);
    };
    // A synchronous throw becomes a rejection too.
    void Promise.resolve()
      .then(() => run(controller.signal))
      .then(resolve, reject)
      .finally(end);
  });
}

type RefusalReason = "busy" | "unauthorized" | "revoked" | "protocol" | "version";

function refused(reason: RefusalReason, error: VolleyError): RefusedError {
  const retryAfterMs = reason === "busy" ? RETRY_AFTER_MS : undefined;
  return new RefusedError({ ending: { reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, error });
}
