import type { Clock } from "@volley/protocol/internal";
import type { Revocation, RevocationStore, StoredRevocations } from "./revocation-store.js";

/** Keeps what was revoked in this process; several nodes in it may share one store. */
export class MemoryRevocationStore implements RevocationStore {
  readonly #clock: Pick<Clock, "now">;
  readonly #kept = new Map<string, number>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** How many there are. */
  get size(): number {
    return this.#kept.size;
  }

  /** Forgets all. */
  clear(): void {
    this.#kept.clear();
  }

  async add(name: string, keepMs: number): Promise<number> {
    const now = this.#clock.now();
    this.#prune(keepMs);
    this.#put({ name, at: now });
    return now;
  }

  async read(since: number, keepMs: number): Promise<StoredRevocations> {
    this.#prune(keepMs);
    const found = [...this.#kept].map(([name, at]) => ({ name, at })).filter(({ at }) => at >= since);
    return { found, count: this.#kept.size, now: this.#clock.now() };
  }

  async restore(revocations: readonly Revocation[], keepMs: number): Promise<void> {
    for (const each of revocations) this.#put(each);
    this.#prune(keepMs);
  }

  #put({ name, at }: Revocation): void {
    this.#kept.set(name, Math.max(at, this.#kept.get(name) ?? 0));
  }

  #prune(keepMs: number): void {
    const oldest = this.#clock.now() - keepMs;
    for (const [name, at] of this.#kept) if (at <= oldest) this.#kept.delete(name);
  }
}
