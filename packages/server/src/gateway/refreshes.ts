import { type Ending, VolleyError } from "@volley/protocol";
import {
  type Clock,
  decodeJson,
  encodeError,
  encodeJson,
  encodeReply,
  parseRefresh,
  type RefreshFrame,
  systemError,
} from "@volley/protocol/internal";
import type { Identity } from "../auth/authenticate.js";
import { settledWithin } from "../base/settled-within.js";
import type { Tasks } from "../base/tasks.js";
import { encodeWireError } from "../dispatch/encode-wire-error.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionHooks } from "../session/session-hooks.js";
import { type AdmissionParts, identify, RefusedError } from "./admission.js";
import type { Identities } from "./identities.js";

/** What refreshing tokens takes. */
export interface RefreshesParts {
  readonly admission: AdmissionParts;
  readonly identities: Identities;
  readonly hooks: SessionHooks;
  /** See `GatewayParts.refreshed`. */
  readonly refreshed: (session: LiveSession) => Promise<void>;
  readonly clock: Clock;
  readonly tasks: Tasks;
  /** How long hooks may take, in ms. */
  readonly openMs: number;
}

/** A client may bring a token once in so many ms: looking at one costs more than anything else that it can ask for. */
const PAUSE_MS = 1_000;

const SOMEBODY_ELSE: Ending = { reason: "unauthorized", text: "the fresh token is somebody else's" };

/** Takes fresh tokens of clients that are connected: same user, new claims, and no new connection. */
export class Refreshes {
  readonly #parts: RefreshesParts;
  /** When a session brought its last token on the monotonic clock; `undefined` while that is looked at. */
  readonly #last = new WeakMap<LiveSession, number | undefined>();

  constructor(parts: RefreshesParts) {
    this.#parts = parts;
  }

  /** Takes a refresh frame. Throws `BAD_REQUEST` if it can't be read. */
  take(session: LiveSession, { id, payload }: RefreshFrame): void {
    const token = parseRefresh(decodeJson(payload));
    const { clock, tasks } = this.#parts;
    if (session.anonymous) {
      return fail(
        session,
        id,
        systemError("UNAUTHORIZED", "this session is nobody's: sign in by a request, or connect"),
      );
    }
    const last = this.#last.has(session) ? (this.#last.get(session) ?? clock.monotonic()) : Number.NEGATIVE_INFINITY;
    if (clock.monotonic() - last < PAUSE_MS) {
      return fail(session, id, systemError("BUSY", "a token of this session was looked at just now; try again soon"));
    }
    this.#last.set(session, undefined);
    const refreshing = this.#refresh(session, id, token).finally(() => this.#last.set(session, clock.monotonic()));
    tasks.watch("taking a fresh token", refreshing);
  }

  async #refresh(session: LiveSession, id: number, token: string | null): Promise<void> {
    const { generation, handshake, address, protocol } = session;
    const isGone = (): boolean => session.closed || session.generation !== generation || !session.connected;
    const signal = this.#parts.identities.signalOf(session);
    try {
      const identity = await identify({ token, handshake }, { address, signal }, this.#parts.admission);
      if (isGone()) return;
      if (identity?.uid !== session.uid) return session.close(SOMEBODY_ELSE);
      session.issuedAt = identity.issuedAt;
      session.refresh({ handshake, protocol, claims: identity.claims });
      await this.#accept(session, identity);
      if (isGone()) return;
      this.#parts.identities.renewed(session, identity);
      session.send(encodeReply(id, encodeJson(identity.token === undefined ? {} : { token: identity.token })));
    } catch (thrown) {
      if (isGone()) return;
      const ending = endingOf(thrown);
      if (ending !== undefined) session.close(ending);
      else fail(session, id, thrown instanceof RefusedError ? thrown.refusal.error : VolleyError.from(thrown));
    }
  }

  /** Lets everybody look at the new claims who has a say in it. Rejects with what refuses them. */
  async #accept(session: LiveSession, { uid }: Identity<unknown>): Promise<void> {
    const { hooks, refreshed, clock, openMs, admission } = this.#parts;
    const accepting = refreshed(session).then(() => hooks.refreshed(session));
    if (!(await settledWithin(accepting, openMs, clock))) {
      throw systemError("UNAVAILABLE", "looking at the fresh token took too long");
    }
    try {
      await accepting;
    } catch (thrown) {
      if (!VolleyError.is(thrown)) {
        admission.logger.error("a hook of onSessionRefreshed failed", { uid, error: thrown });
        throw systemError("UNAVAILABLE", "the server can't take a fresh token now");
      }
      if (thrown.retryable) throw thrown;
      session.close({ reason: "unauthorized", text: thrown.message });
    }
  }
}

/** Tells whether a refusal is the end of the session. A token that isn't good alone isn't: the one before may last. */
function endingOf(thrown: unknown): Ending | undefined {
  if (!(thrown instanceof RefusedError)) return undefined;
  const { ending, error } = thrown.refusal;
  const isFinal = ending.reason !== "busy" && (ending.reason !== "unauthorized" || error.code !== "UNAUTHORIZED");
  return isFinal ? { ...ending, text: error.message } : undefined;
}

function fail(session: LiveSession, id: number, error: VolleyError): void {
  session.send(encodeError(id, encodeWireError(error)));
}
