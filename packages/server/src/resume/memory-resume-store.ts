import type { Clock } from "@volley/protocol/internal";
import {
  type ClaimAnswer,
  type HeldSession,
  type Lost,
  MAX_BURNED,
  type ResumeStore,
  type SessionClaim,
  type SessionWrite,
} from "./resume-store.js";

/** A session that may be resumed, or whose end is remembered. */
interface Entry {
  generation: number;
  node: string;
  uid: string | undefined;
  record: string;
  /** When nobody may resume it any more, and when it is forgotten. */
  readonly until: number;
  expires: number;
  current: string | undefined;
  previous: string | undefined;
  burned: readonly string[];
  moved: boolean;
  ended: "no" | "yes" | "revoked";
}

/** What the nodes of one process share. */
export class MemoryResumeHub {
  readonly clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #sweptAt = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** How many sessions are remembered. */
  get size(): number {
    this.#sweep();
    return this.#entries.size;
  }

  get now(): number {
    return this.clock.monotonic();
  }

  get(session: string): Entry | undefined {
    const entry = this.#entries.get(session);
    if (entry === undefined || entry.expires > this.now) return entry;
    this.#entries.delete(session);
    return undefined;
  }

  set(session: string, entry: Entry): void {
    if (this.now - this.#sweptAt > SWEEP_MS) this.#sweep();
    this.#entries.set(session, entry);
  }

  delete(session: string): void {
    this.#entries.delete(session);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Drops what killed nodes left behind. */
  #sweep(): void {
    this.#sweptAt = this.now;
    for (const session of [...this.#entries.keys()]) this.get(session);
  }
}

const SWEEP_MS = 60_000;

/** Keeps sessions for the nodes of this process. */
export class MemoryResumeStore implements ResumeStore {
  readonly leaseMs: number;
  readonly #hub: MemoryResumeHub;
  readonly #node: string;

  constructor({ hub, node, leaseMs }: { hub: MemoryResumeHub; node: string; leaseMs: number }) {
    this.leaseMs = leaseMs;
    this.#hub = hub;
    this.#node = node;
  }

  async write({ session, generation, token, confirmed, uid, record, ttlMs, leftMs }: SessionWrite) {
    const there = this.#hub.get(session);
    const lost = this.#lost(there, generation);
    if (lost !== undefined) return lost;
    const until = there?.until ?? this.#hub.now + leftMs;
    const entry: Entry = {
      ...{ generation, uid, record, until, expires: this.#expires(ttlMs, until) },
      node: this.#node,
      current: token,
      previous: there?.previous,
      burned: there?.burned ?? [],
      moved: there?.moved ?? false,
      ended: "no",
    };
    // A node that doesn't know what became of its claim stays with the token before.
    if (entry.previous === token) entry.previous = undefined;
    if (confirmed) {
      burn(entry, entry.previous);
      entry.previous = undefined;
    }
    this.#hub.set(session, entry);
    return "written" as const;
  }

  async renew({ session, generation, ttlMs }: HeldSession) {
    const entry = this.#hub.get(session);
    const lost = this.#lost(entry, generation);
    if (lost !== undefined) return lost;
    if (entry === undefined || entry.generation < generation) return "missing";
    entry.expires = this.#expires(ttlMs, entry.until);
    return "renewed";
  }

  async claim({ session, token, next, uid, ttlMs }: SessionClaim): Promise<ClaimAnswer> {
    const entry = this.#hub.get(session);
    if (entry === undefined) return { type: "expired" };
    const from = { node: entry.node, generation: entry.generation };
    if (entry.burned.includes(token)) {
      const expires = Math.max(entry.expires, this.#hub.now + ttlMs);
      burn(entry, entry.current);
      this.#hub.set(session, { ...over(entry), expires, ended: "revoked" });
      return { type: "revoked", node: from.node, uid: entry.uid };
    }
    if (entry.ended !== "no" || entry.until <= this.#hub.now) return { type: "expired" };
    if (token !== entry.current && token !== entry.previous) return { type: "expired" };
    if (uid !== entry.uid) return { type: "identity" };
    if (token === entry.previous) burn(entry, entry.current);
    else entry.previous = entry.current;
    entry.current = next;
    entry.generation++;
    entry.moved ||= entry.node !== this.#node;
    entry.node = this.#node;
    entry.expires = this.#expires(ttlMs, entry.until);
    const { generation, record, until } = entry;
    return { type: "claimed", generation, from, record, leftMs: until - this.#hub.now };
  }

  async end({ session, generation, ttlMs }: HeldSession, force = false) {
    const entry = this.#hub.get(session);
    if (!force && this.#lost(entry, generation) === "elsewhere") return "elsewhere";
    if (entry !== undefined && (entry.moved || (force && entry.node !== this.#node))) {
      const ended = entry.ended === "no" ? "yes" : entry.ended;
      this.#hub.set(session, { ...over(entry), expires: this.#hub.now + ttlMs, ended });
    } else if (entry?.ended !== "revoked") this.#hub.delete(session);
    return "ended";
  }

  async holder(session: string): Promise<string | undefined> {
    const entry = this.#hub.get(session);
    return entry?.ended === "no" ? entry.node : undefined;
  }

  #lost(entry: Entry | undefined, generation: number): Lost | undefined {
    if (entry === undefined) return undefined;
    if (entry.ended !== "no") return entry.ended === "yes" ? "ended" : "revoked";
    const foreign = entry.generation === generation && entry.node !== this.#node;
    return entry.generation > generation || foreign ? "elsewhere" : undefined;
  }

  #expires(ttlMs: number, until: number): number {
    return Math.min(this.#hub.now + ttlMs, until);
  }
}

function burn(entry: Entry, token: string | undefined): void {
  if (token !== undefined) entry.burned = [...entry.burned, token].slice(-MAX_BURNED);
}

function over(entry: Entry): Entry {
  return { ...entry, record: "", current: undefined, previous: undefined };
}
