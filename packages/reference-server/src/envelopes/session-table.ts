import { createHash, randomBytes } from "node:crypto";
import type { EnvelopeSession } from "./envelope-session.js";

/** The sessions of a process by the hashes of their tokens, each good for coming back once. */
export class SessionTable {
  readonly #byToken = new Map<string, EnvelopeSession>();
  readonly #tokens = new Map<EnvelopeSession, string>();

  get size(): number {
    return this.#tokens.size;
  }

  all(): readonly EnvelopeSession[] {
    return [...this.#tokens.keys()];
  }

  find(token: string): EnvelopeSession | undefined {
    return this.#byToken.get(hash(token));
  }

  /** Gives a session a token; the one before counts no more. */
  issue(session: EnvelopeSession): string {
    const before = this.#tokens.get(session);
    if (before !== undefined) this.#byToken.delete(before);
    const token = randomBytes(24).toString("base64url");
    this.#byToken.set(hash(token), session);
    this.#tokens.set(session, hash(token));
    return token;
  }

  delete(session: EnvelopeSession): void {
    const token = this.#tokens.get(session);
    if (token !== undefined) this.#byToken.delete(token);
    this.#tokens.delete(session);
  }
}

function hash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
