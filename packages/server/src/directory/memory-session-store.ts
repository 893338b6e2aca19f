import type { Clock } from "@volley/protocol/internal";
import type { HeldSession, NewSession, SessionStore, StoredSession, Writer } from "./session-store.js";
import type { Uniqueness } from "./user-directory.js";

interface Entry extends StoredSession {
  readonly unique: Uniqueness;
}

type Entries = Map<string, Entry>;

/** Keeps the sessions of users for the nodes in one process, which share it. */
export class MemorySessionStore implements SessionStore {
  readonly #clock: Clock;
  readonly #users = new Map<string, Entries>();
  #lastFence = 0;
  #sweptAt = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async bind(uid: string, { session, unique, floor }: NewSession, { node, type, leaseMs }: Writer) {
    this.#sweep(leaseMs);
    const entries = this.#read(uid);
    const fence = Math.max(this.#lastFence, floor, this.#clock.now() * 1_000) + 1;
    this.#lastFence = fence;
    const until = this.#clock.monotonic() + leaseMs;
    entries.set(session, { session, node, type, connected: true, fence, until, unique });
    const replaced = overtaken(entries);
    for (const each of replaced) entries.delete(each.session);
    this.#users.set(uid, entries);
    return { fence, replaced };
  }

  async assert(uid: string, held: readonly HeldSession[], { node, type, leaseMs }: Writer) {
    const entries = this.#read(uid);
    const until = this.#clock.monotonic() + leaseMs;
    const moved = held.filter(({ session, fence }) => {
      const there = entries.get(session);
      return there !== undefined && there.node !== node && there.fence > fence;
    });
    const mine = new Map(held.filter((each) => !moved.includes(each)).map((each) => [each.session, each]));
    for (const each of entries.values()) {
      if (each.node === node && !mine.has(each.session)) entries.delete(each.session);
    }
    for (const each of mine.values()) entries.set(each.session, { ...each, node, type, until });
    const gone = overtaken(entries);
    for (const each of gone) entries.delete(each.session);
    if (entries.size > 0) this.#users.set(uid, entries);
    else this.#users.delete(uid);
    const replaced = [...moved, ...gone.filter(({ session }) => mine.has(session))].map(({ session }) => session);
    return { replaced, others: [...entries.values()].filter(({ session }) => !mine.has(session)) };
  }

  async list(uid: string): Promise<readonly StoredSession[]> {
    return [...this.#read(uid).values()];
  }

  async forget(uid: string, sessions: readonly StoredSession[]): Promise<void> {
    const entries = this.#users.get(uid);
    for (const { session, until, fence } of sessions) {
      const entry = entries?.get(session);
      if (entry?.until === until && entry.fence === fence) entries?.delete(session);
    }
    if (entries?.size === 0) this.#users.delete(uid);
  }

  /** Copies the entries whose leases last. */
  #read(uid: string): Entries {
    const now = this.#clock.monotonic();
    return new Map([...(this.#users.get(uid) ?? [])].filter(([, { until }]) => until > now));
  }

  /** Drops what a killed node left behind, once a lease. */
  #sweep(leaseMs: number): void {
    const now = this.#clock.monotonic();
    if (now - this.#sweptAt < leaseMs) return;
    this.#sweptAt = now;
    for (const uid of this.#users.keys()) {
      const entries = this.#read(uid);
      if (entries.size > 0) this.#users.set(uid, entries);
      else this.#users.delete(uid);
    }
  }
}

/** Lists the entries that a newer one with `unique` replaces. */
function overtaken(entries: Entries): readonly Entry[] {
  let newest = 0;
  const newestOf = new Map<string, number>();
  for (const { unique, type, fence } of entries.values()) {
    if (unique === "all") newest = Math.max(newest, fence);
    if (unique === "type") newestOf.set(type, Math.max(newestOf.get(type) ?? 0, fence));
  }
  return [...entries.values()].filter(({ type, fence }) => fence < Math.max(newest, newestOf.get(type) ?? 0));
}
