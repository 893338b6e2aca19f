import type { Clock } from "@volley/protocol/internal";
import { AgedMap } from "../base/aged-map.js";
import { randomId } from "../base/ids.js";
import { decodeRecord, encodeRecord, type OnceAnswer, type OnceClaim, type OnceRecord } from "./once-record.js";
import type { Claimed, ClaimOptions, OnceStore } from "./once-store.js";

interface Entry {
  /** In the bytes that Redis would keep, so that nothing of the caller's stays alive. */
  readonly bytes: Buffer;
  readonly endsAt: number;
}

/** Remembers in this process, for as long as that lives: it never forgets, and its name never changes. */
export class MemoryOnceStore implements OnceStore {
  readonly memory = randomId();
  readonly #clock: Clock;
  readonly #entries = new AgedMap<string, Entry>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many records there are. */
  get size(): number {
    this.#dropOld();
    return this.#entries.size;
  }

  async claim(key: string, claim: OnceClaim, { ttlMs, memory = this.memory }: ClaimOptions): Promise<Claimed> {
    this.#dropOld();
    if (this.#entries.has(key)) return "taken";
    if (memory !== this.memory) return "forgotten";
    this.#write(key, { status: "running", claim }, ttlMs);
    return "claimed";
  }

  async read(key: string): Promise<OnceRecord | undefined> {
    return this.#read(key);
  }

  async finish(key: string, claim: OnceClaim, answer: OnceAnswer | undefined, ttlMs: number): Promise<boolean> {
    const found = this.#read(key);
    if (found !== undefined && (found.claim.run !== claim.run || found.status === "unknown")) return false;
    this.#write(key, { status: "done", claim, answer }, ttlMs);
    return true;
  }

  async giveUp(key: string, claim: OnceClaim, ttlMs: number): Promise<void> {
    const found = this.#read(key);
    if (found?.status === "running" && found.claim.run === claim.run) {
      this.#write(key, { status: "unknown", claim }, ttlMs);
    }
  }

  #read(key: string): OnceRecord | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.endsAt > this.#clock.monotonic() ? decodeRecord(entry.bytes) : undefined;
  }

  #write(key: string, record: OnceRecord, ttlMs: number): void {
    this.#entries.set(key, { bytes: encodeRecord(record), endsAt: this.#clock.monotonic() + ttlMs });
  }

  /** Those that end last were written last, or nearly so: no timer is needed. */
  #dropOld(): void {
    const now = this.#clock.monotonic();
    this.#entries.forgetOldest(undefined, ({ endsAt }) => endsAt <= now);
  }
}
