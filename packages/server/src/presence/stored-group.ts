import type { PresenceChange, PresentUser, RegisteredSession, RegistryAnswer, SessionEntry } from "./group-registry.js";

interface Share {
  readonly revision: number | "cleared";
  /** When its node's lease ends. */
  readonly until: number;
}

interface User {
  readonly sessions: Set<string>;
  info: string;
}

/** One write at work: when it happens, and what it decides. */
export interface Moment {
  readonly now: number;
  readonly graceMs: number;
  /** Whether the group's presence is kept. */
  readonly presence: boolean;
  /** Names the data that there is. */
  readonly epoch: string;
  /** Whether the writer knew other data. */
  readonly lost: boolean;
  readonly changes: PresenceChange[];
}

/** What is known of one group: the same data, and the same steps, as in the Redis script. */
export class StoredGroup {
  readonly #shares = new Map<string, Share>();
  readonly #sessions = new Map<string, RegisteredSession>();
  readonly #users = new Map<string, User>();
  /** Users without a session, and when they have left. */
  readonly #leaving = new Map<string, number>();

  get empty(): boolean {
    return this.#shares.size + this.#sessions.size + this.#users.size === 0;
  }

  get sessions(): readonly RegisteredSession[] {
    return [...this.#sessions.values()];
  }

  get present(): readonly PresentUser[] {
    return [...this.#users].map(([uid, { info }]) => ({ uid, info }));
  }

  revisionOf(node: string): number | "cleared" {
    return this.#shares.get(node)?.revision ?? 0;
  }

  /** Renews a node's lease; without a revision the node has nothing here any more. */
  setShare(node: string, revision: number | undefined, until: number): void {
    if (revision === undefined) this.#shares.delete(node);
    else this.#shares.set(node, { revision, until });
  }

  enter(node: string, { session, uid, info, fresh }: SessionEntry, moment: Moment): void {
    const before = this.#sessions.get(session);
    if (before?.uid !== undefined && before.uid !== uid) this.#depart(before.uid, session, moment);
    this.#sessions.set(session, { session, uid, node });
    if (!moment.presence || uid === undefined) return;
    const user = this.#users.get(uid);
    this.#leaving.delete(uid);
    if (user === undefined) {
      this.#users.set(uid, { sessions: new Set([session]), info });
      if (fresh || !moment.lost) moment.changes.push({ type: "joined", uid, info });
      return;
    }
    user.sessions.add(session);
    if (!fresh || user.info === info) return;
    user.info = info;
    moment.changes.push({ type: "updated", uid, info });
  }

  leave(node: string, session: string, moment: Moment): void {
    if (this.#sessions.get(session)?.node === node) this.#remove(session, moment);
  }

  /** Makes sure that a user's leaving is told although the data that had the user was lost. */
  mourn(uid: string, { now, graceMs, presence, lost }: Moment): void {
    if (!presence || !lost || this.#users.has(uid)) return;
    this.#users.set(uid, { sessions: new Set(), info: "" });
    this.#leaving.set(uid, now + graceMs);
  }

  /** Takes out what a node has here. Whoever is entered again in the same write hasn't left. */
  prune(node: string, moment: Moment): void {
    for (const each of this.sessions) if (each.node === node) this.#remove(each.session, moment);
  }

  /** Takes out nodes that are gone, and those whose lease is over. A crash was long ago by then: the grace is, too. */
  pruneOthers(own: string, gone: readonly string[], moment: Moment): void {
    for (const [node, { until }] of this.#shares) {
      if (node === own || (until > moment.now && !gone.includes(node))) continue;
      this.prune(node, { ...moment, graceMs: Math.min(moment.graceMs, Math.max(0, until - moment.now)) });
      this.#shares.delete(node);
    }
  }

  /** Takes everything out, whichever node it is of; the other nodes will learn it. */
  clear(own: string, moment: Moment): void {
    for (const { session } of this.sessions) this.#remove(session, moment);
    this.#shares.delete(own);
    for (const [node, { until }] of this.#shares) this.#shares.set(node, { revision: "cleared", until });
  }

  /** Says goodbye to users whose grace is over, and answers the write. */
  finish(own: string, { now, presence, changes, epoch }: Moment): RegistryAnswer {
    if (presence) this.#settleLeaving(now, changes);
    const ends = [...this.#shares].flatMap(([node, { until }]) => (node === own ? [] : [until]));
    const due = Math.min(...ends, ...(presence ? this.#leaving.values() : []));
    return {
      type: "written",
      epoch: presence ? epoch : undefined,
      changes,
      dueInMs: Number.isFinite(due) ? Math.max(0, due - now) : undefined,
      leaving: presence && this.#leaving.size > 0,
    };
  }

  #settleLeaving(now: number, changes: PresenceChange[]): void {
    for (const [uid, deadline] of this.#leaving) {
      if (deadline > now) continue;
      this.#leaving.delete(uid);
      this.#users.delete(uid);
      changes.push({ type: "left", uid });
    }
  }

  #remove(session: string, moment: Moment): void {
    const uid = this.#sessions.get(session)?.uid;
    this.#sessions.delete(session);
    if (uid !== undefined) this.#depart(uid, session, moment);
  }

  #depart(uid: string, session: string, { now, graceMs }: Moment): void {
    const user = this.#users.get(uid);
    if (user === undefined || !user.sessions.delete(session) || user.sessions.size > 0) return;
    this.#leaving.set(uid, now + graceMs);
  }
}
