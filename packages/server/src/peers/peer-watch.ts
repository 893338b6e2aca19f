import type { Cancel, Clock } from "@volley/protocol/internal";

/** What is known of a node that was asked something. */
type PeerHealth =
  | { readonly status: "fine"; readonly heardAt: number }
  | { readonly status: "asked"; readonly since: number }
  | { readonly status: "suspect" };

/** How often nodes that owe an answer are looked at, in ms. */
const LOOK_MS = 250;
/** A node that owes answers and says nothing for so long is pinged, in ms. */
const QUIET_MS = 500;
/** A node that doesn't answer a ping for so long gets nothing new, in ms. A blocked event loop is one reason. */
const SUSPECT_MS = 1_000;

/** What the watch needs of its owner. */
export interface PeerWatchParts {
  readonly clock: Clock;
  readonly ping: (node: string) => void;
  /** Whether the node owes an answer. */
  readonly waitsFor: (node: string) => boolean;
}

/**
 * Finds nodes that take messages and don't answer: stopped, blocked, or cut off in one direction. Their leases are
 * still good and publishing still finds them, so only silence shows it. They get nothing new until they say something.
 */
export class PeerWatch {
  readonly #parts: PeerWatchParts;
  readonly #peers = new Map<string, PeerHealth>();
  #stopTimer: Cancel | undefined;

  constructor(parts: PeerWatchParts) {
    this.#parts = parts;
  }

  /** Tells that a node was asked something. */
  asked(node: string): void {
    if (!this.#peers.has(node)) this.#peers.set(node, { status: "fine", heardAt: this.#parts.clock.monotonic() });
    this.#arm();
  }

  /** Tells that a node said something. */
  heard(node: string): void {
    if (this.#peers.has(node)) this.#peers.set(node, { status: "fine", heardAt: this.#parts.clock.monotonic() });
  }

  /** Tells that a node takes no messages at all. */
  deaf(node: string): void {
    this.#peers.set(node, { status: "suspect" });
    this.#arm();
  }

  forget(node: string): void {
    this.#peers.delete(node);
  }

  isSuspect(node: string): boolean {
    return this.#peers.get(node)?.status === "suspect";
  }

  close(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#peers.clear();
  }

  #arm(): void {
    this.#stopTimer ??= this.#parts.clock.after(LOOK_MS, () => {
      this.#stopTimer = undefined;
      for (const [node, health] of this.#peers) this.#look(node, health);
      if (this.#peers.size > 0) this.#arm();
    });
  }

  #look(node: string, health: PeerHealth): void {
    const { ping, waitsFor, clock } = this.#parts;
    const now = clock.monotonic();
    if (health.status === "suspect") return ping(node);
    if (!waitsFor(node)) return void this.#peers.delete(node);
    if (health.status === "asked" && now - health.since >= SUSPECT_MS) {
      this.#peers.set(node, { status: "suspect" });
    } else if (health.status === "fine" && now - health.heardAt >= QUIET_MS) {
      this.#peers.set(node, { status: "asked", since: now });
      ping(node);
    }
  }
}
