import type { LiveSession } from "./live-session.js";

/** The sessions of this node, by their ids and by their users. */
export class SessionIndex {
  readonly #byId = new Map<string, LiveSession>();
  readonly #byUid = new Map<string, Set<LiveSession>>();

  get size(): number {
    return this.#byId.size;
  }

  add(session: LiveSession): void {
    this.#byId.set(session.id, session);
  }

  /** Enters a session under its user. */
  bind(session: LiveSession): void {
    const sessions = this.#byUid.get(session.uid);
    if (sessions === undefined) this.#byUid.set(session.uid, new Set([session]));
    else sessions.add(session);
  }

  remove(session: LiveSession): void {
    // It may have come back from another node meanwhile, as another object.
    if (this.#byId.get(session.id) === session) this.#byId.delete(session.id);
    if (!session.anonymous) this.unbind(session, session.uid);
  }

  /** Takes a session out from under its user. */
  unbind(session: LiveSession, uid: string): void {
    const sessions = this.#byUid.get(uid);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#byUid.delete(uid);
  }

  get(id: string): LiveSession | undefined {
    return this.#byId.get(id);
  }

  /** All sessions of a user, one per tab or device. */
  of(uid: string): readonly LiveSession[] {
    return [...(this.#byUid.get(uid) ?? [])];
  }

  all(): readonly LiveSession[] {
    return [...this.#byId.values()];
  }
}
