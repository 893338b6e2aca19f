import type { Ending } from "@volley/protocol";
import { type Cancel, type Clock, encodeAuth, encodeJson } from "@volley/protocol/internal";
import type { Who } from "../auth/authenticate.js";
import { TokenLife } from "../auth/token-life.js";
import type { Revocations } from "../revocation/revocations.js";
import type { LiveSession } from "../session/live-session.js";
import type { SessionRecord } from "../session/session-record.js";

/** What is known of the tokens of sessions is kept with this. */
export interface IdentitiesParts {
  readonly clock: Clock;
  readonly random: () => number;
  /** From a token's end until the connection ends, in ms. */
  readonly graceMs: number;
  /** How long an anonymous session may stay one, in ms; undefined: as long as it likes. */
  readonly bindMs: number | undefined;
  readonly revocations: Pick<Revocations, "refuses" | "onRevoked">;
}

/** One session of this node. */
interface Known {
  /** Whose it is, and by what; undefined: nobody has signed in. */
  who: Who | undefined;
  life: TokenLife | undefined;
  /** Ends a session that nobody has signed in to. */
  readonly stopBinding: Cancel;
  /** Whether the connection is gone; if somebody wants to know when, `gone` tells. */
  isGone: boolean;
  gone: AbortController | undefined;
}

const REVOKED: Ending = { reason: "revoked", text: "the token, or its user, was revoked" };

/** Knows by which tokens the sessions of this node are whose they are, and ends them when those run out or are revoked. */
export class Identities {
  readonly #parts: IdentitiesParts;
  readonly #known = new Map<LiveSession, Known>();

  constructor(parts: IdentitiesParts) {
    this.#parts = parts;
    parts.revocations.onRevoked(() => this.#endRevoked());
  }

  /** A session has a new connection, whose client is this; undefined: nobody in particular. */
  connected(session: LiveSession, who: Who | undefined): void {
    const before = this.#known.get(session);
    this.disconnected(session);
    const { bindMs, clock } = this.#parts;
    const stopBinding =
      before?.stopBinding ??
      (bindMs === undefined || who !== undefined ? () => {} : clock.after(bindMs, () => this.#endAnonymous(session)));
    const known: Known = { who: undefined, life: undefined, stopBinding, isGone: false, gone: undefined };
    this.#known.set(session, known);
    if (who !== undefined) this.#take(session, known, who);
  }

  /** A session was bound. If a handler did that, what it shows is as old as that. */
  bound(session: LiveSession): void {
    const known = this.#known.get(session);
    known?.stopBinding();
    if (known === undefined || known.who !== undefined) return;
    this.#take(session, known, { uid: session.uid, issuedAt: this.#parts.clock.now() });
  }

  /** The client of a session brought a fresh token. */
  renewed(session: LiveSession, who: Who): void {
    const known = this.#known.get(session);
    if (known !== undefined) this.#take(session, known, who);
  }

  /** A session has lost its connection, or what it had here. */
  disconnected(session: LiveSession): void {
    const known = this.#known.get(session);
    if (known === undefined) return;
    known.life?.stop();
    known.isGone = true;
    known.gone?.abort();
  }

  /** A session has ended here. */
  ended(session: LiveSession): void {
    this.disconnected(session);
    this.#known.get(session)?.stopBinding();
    this.#known.delete(session);
  }

  /** Aborts when the present connection of a session is gone. */
  signalOf(session: LiveSession): AbortSignal {
    const known = this.#known.get(session);
    if (known === undefined || known.isGone) return AbortSignal.abort();
    known.gone ??= new AbortController();
    return known.gone.signal;
  }

  /** Whether what is kept of a session is from before its user was revoked: then nobody may go on with it. */
  isRevoked({ uid, issuedAt }: Pick<SessionRecord, "uid" | "issuedAt">): boolean {
    return uid !== undefined && this.#parts.revocations.refuses({ uid, issuedAt });
  }

  #take(session: LiveSession, known: Known, who: Who): void {
    const { expiresAt, issuedAt } = who;
    known.life?.stop();
    known.who = who;
    known.life = expiresAt === undefined ? undefined : this.#follow(session, expiresAt);
    session.issuedAt = issuedAt;
    this.#endIfRevoked(session, known);
  }

  #follow(session: LiveSession, expiresAt: number): TokenLife {
    return new TokenLife(expiresAt, {
      ...this.#parts,
      ask: (withinMs) => session.send(encodeAuth(encodeJson({ withinMs: Math.round(withinMs) }))),
      over: () => session.disconnect({ reason: "expired", text: "the token ran out; come back with a fresh one" }),
    });
  }

  #endRevoked(): void {
    for (const [session, known] of [...this.#known]) this.#endIfRevoked(session, known);
  }

  #endIfRevoked(session: LiveSession, { who }: Known): void {
    if (who !== undefined && this.#parts.revocations.refuses(who)) session.close(REVOKED);
  }

  #endAnonymous(session: LiveSession): void {
    if (session.anonymous) session.close({ reason: "unauthorized", text: "nobody signed in to this session in time" });
  }
}
