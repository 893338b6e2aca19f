import type { Clock } from "@volley/protocol/internal";
import type { Who } from "../auth/authenticate.js";
import { Heartbeat } from "../base/heartbeat.js";
import { Listeners } from "../base/listeners.js";
import type { Logger } from "../base/logger.js";
import type { Tasks } from "../base/tasks.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";
import { parseRevocation } from "./revocation-news.js";
import type { Revocation, RevocationStore } from "./revocation-store.js";
import { type RevokeParts, revoke } from "./revoke.js";
import { namesOf, type RevokedToken } from "./revoked-token.js";

/** What revocations are known by. */
export interface RevocationsParts extends RevokeParts {
  readonly store: RevocationStore;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly tasks: Tasks;
}

/** How often the store is read: what the bus lost comes then. */
const POLL_MS = 5_000;
const RETRY_MS = 1_000;
/** By how much the store's clock may step back without a revocation being read late, in ms. */
const OVERLAP_MS = 60_000;

/** Knows on this node what was revoked anywhere: told by the bus, read from the store again and again, kept in memory. */
export class Revocations {
  readonly #parts: RevocationsParts;
  readonly #known = new Map<string, number>();
  readonly #listeners: Listeners<Revocation>;
  readonly #poll: Heartbeat;
  #newest = 0;
  #unsubscribe: readonly Unsubscribe[] = [];

  constructor(parts: RevocationsParts) {
    this.#parts = parts;
    this.#listeners = new Listeners("ending revoked sessions", parts.tasks);
    const beat = (): Promise<void> => this.#read();
    this.#poll = new Heartbeat({ clock: parts.clock, periodMs: POLL_MS, retryMs: RETRY_MS, beat });
  }

  /** Learns what was revoked so far. Rejects with `UNAVAILABLE`. */
  async start(): Promise<void> {
    const { bus, channel } = this.#parts;
    const listening = await bus.subscribe(channel, (message) => this.#hear(message));
    const upAgain = bus.onChange((up) => {
      if (up) this.#poll.soon();
    });
    this.#unsubscribe = [listening, upAgain];
    await this.#poll.now();
    this.#poll.start();
  }

  /** Revokes on all nodes. Rejects with `BAD_REQUEST` or `UNAVAILABLE`. */
  async revoke(what: RevokedToken): Promise<void> {
    this.#take(await revoke(what, this.#parts));
  }

  /** Tells whether somebody's token was revoked. Who can't say when it was issued counts as older. */
  refuses(who: Pick<Who, "uid" | "issuedAt" | "tokenId">): boolean {
    const { user, token } = namesOf(who);
    if (token !== undefined && this.#known.has(token)) return true;
    const at = this.#known.get(user);
    return at !== undefined && !(who.issuedAt !== undefined && who.issuedAt > at);
  }

  /** Calls the handler for each revocation that this node hears of. */
  onRevoked(handler: (revocation: Revocation) => void): Unsubscribe {
    return this.#listeners.add(handler);
  }

  /** Ends all timers. Never rejects; bounded, as what it asks the store is. */
  async close(): Promise<void> {
    for (const stop of this.#unsubscribe) stop();
    await this.#poll.stop();
  }

  #hear(message: Uint8Array): void {
    const revocation = parseRevocation(message);
    if (revocation !== undefined) this.#take(revocation);
    else this.#parts.logger.debug("a message about a revocation makes no sense");
  }

  #take(revocation: Revocation): void {
    const { name, at } = revocation;
    if ((this.#known.get(name) ?? 0) >= at) return;
    this.#known.set(name, at);
    this.#listeners.tell(revocation);
  }

  async #read(): Promise<void> {
    const { store, keepMs } = this.#parts;
    const { found, count, now } = await store.read(this.#newest - OVERLAP_MS, keepMs);
    this.#takeAll(found, now);
    if (count < this.#known.size) {
      // The store has lost some: what is here is the rest of them.
      const known = [...this.#known].map(([name, at]) => ({ name, at }));
      await store.restore(known, keepMs);
    } else if (count > this.#known.size) {
      const all = await store.read(0, keepMs);
      this.#takeAll(all.found, all.now);
    }
  }

  #takeAll(found: readonly Revocation[], now: number): void {
    for (const each of found) {
      this.#take(each);
      this.#newest = Math.max(this.#newest, each.at);
    }
    for (const [name, at] of this.#known) if (at <= now - this.#parts.keepMs) this.#known.delete(name);
  }
}
