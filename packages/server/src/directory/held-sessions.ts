import type { HeldSession } from "./session-store.js";

/** How many users are remembered only because the store may have something wrong about them. */
const MAX_DOUBTS = 10_000;

/** The bound sessions of this node, by user, and the users about whom the store may be wrong. */
export class HeldSessions {
  readonly #users = new Map<string, Map<string, HeldSession>>();
  /** Users whose sessions here are over, but the store may not know; until when that could matter. */
  readonly #doubts = new Map<string, number>();

  of(uid: string): readonly HeldSession[] {
    return [...(this.#users.get(uid)?.values() ?? [])];
  }

  /** Adds a session, or replaces what is held of it. The store is told about this user again and again from now on. */
  hold(uid: string, held: HeldSession): void {
    this.#doubts.delete(uid);
    const sessions = this.#users.get(uid) ?? new Map<string, HeldSession>();
    this.#users.set(uid, sessions.set(held.session, held));
  }

  setConnected(uid: string, session: string, connected: boolean): boolean {
    const held = this.#users.get(uid)?.get(session);
    if (held !== undefined) this.hold(uid, { ...held, connected });
    return held !== undefined;
  }

  drop(uid: string, session: string): boolean {
    const sessions = this.#users.get(uid);
    const dropped = sessions?.delete(session) ?? false;
    if (sessions?.size === 0) this.#users.delete(uid);
    return dropped;
  }

  /** Notes that the store may have sessions of this user that are over, until this time. */
  doubt(uid: string, until: number): void {
    if (this.#doubts.size < MAX_DOUBTS || this.#doubts.has(uid)) this.#doubts.set(uid, until);
  }

  settle(uid: string): void {
    this.#doubts.delete(uid);
  }

  /** Lists the users about whom the store has to be told again. */
  users(now: number): readonly string[] {
    for (const [uid, until] of this.#doubts) if (until <= now) this.#doubts.delete(uid);
    return [...new Set([...this.#users.keys(), ...this.#doubts.keys()])];
  }

  /** Forgets all sessions; the users stay in doubt until that time. */
  clear(until: number): void {
    for (const uid of this.#users.keys()) this.#doubts.set(uid, until);
    this.#users.clear();
  }
}
