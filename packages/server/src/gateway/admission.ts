import { type Serializer, VolleyError } from "@volley/protocol";
import {
  checkUid,
  type Deadlines,
  type Hello,
  negotiateVersion,
  parseHello,
  type Refusal,
  systemError,
} from "@volley/protocol/internal";
import type { Authenticate, Identity } from "../auth/authenticate.js";
import type { Logger } from "../base/logger.js";

/** A client that is let in. */
export interface Admission {
  readonly hello: Hello;
  readonly protocol: number;
  /** Undefined: an anonymous session. */
  readonly identity: Identity<unknown> | undefined;
  readonly address: string;
  /** What the session's data starts with. */
  readonly data: unknown;
}

/** What admissions are decided with. */
export interface AdmissionParts {
  readonly authenticate: Authenticate<unknown> | undefined;
  readonly anonymous: boolean;
  readonly serializer: Serializer;
  readonly parseData: (value: unknown) => unknown;
  readonly timeoutMs: number;
  readonly deadlines: Deadlines;
  readonly logger: Logger;
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

/** Lets a client in or rejects with a `RefusedError`: versions first, then who it is, then its session's data. */
export async function admit(arrival: Arrival, parts: AdmissionParts): Promise<Admission> {
  const { hello, protocol } = negotiate(arrival.hello, parts.serializer);
  const identity = await identify(hello, arrival, parts);
  try {
    const data = await parts.parseData(identity?.data ?? {});
    return { hello, protocol, identity, address: arrival.address, data };
  } catch (error) {
    parts.logger.error("the `session` schema refuses what a session starts with", { error });
    throw refused("busy", systemError("UNAVAILABLE", "the server can't open a session now"));
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

async function identify(hello: Hello, arrival: Arrival, parts: AdmissionParts): Promise<Identity<unknown> | undefined> {
  const { authenticate } = parts;
  if (authenticate === undefined || (hello.token === null && parts.anonymous)) return undefined;
  let identity: Identity<unknown> | null;
  try {
    identity = await within(parts, arrival.signal, (signal) =>
      authenticate({ token: hello.token, handshake: hello.handshake, address: arrival.address, signal }),
    );
    if (identity !== null) checkUid(identity.uid);
  } catch (thrown) {
    if (VolleyError.is(thrown) && thrown.code !== "BAD_REQUEST") {
      throw refused(thrown.retryable ? "busy" : "unauthorized", thrown);
    }
    parts.logger.error("authenticate failed", { error: thrown });
    throw refused("busy", systemError("UNAVAILABLE", "the server can't tell who you are now"));
  }
  if (identity === null) {
    const why = hello.token === null ? "this server wants a token" : "this server doesn't take this token";
    throw refused("unauthorized", systemError("UNAUTHORIZED", why));
  }
  return identity;
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

function refused(reason: "busy" | "unauthorized" | "protocol" | "version", error: VolleyError): RefusedError {
  const retryAfterMs = reason === "busy" ? RETRY_AFTER_MS : undefined;
  return new RefusedError({ ending: { reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }, error });
}
