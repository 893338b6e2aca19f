import type { Clock } from "@volley/protocol/internal";
import type { NodeListing, NodeStore, OwnRecord } from "./node-store.js";

/** Keeps the records of the nodes in one process, which share it. */
export class MemoryNodeStore implements NodeStore {
  readonly #clock: Clock;
  readonly #records = new Map<string, { readonly text: string; readonly until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async renew(own: OwnRecord | undefined): Promise<NodeListing> {
    const now = this.#clock.monotonic();
    let had: NodeListing["had"] = "none";
    if (own !== undefined) {
      const before = this.#records.get(own.id);
      if (before !== undefined) had = before.text === own.text ? "same" : "other";
      this.#records.set(own.id, { text: own.text, until: now + own.leaseMs });
    }
    const expired = [...this.#records].filter(([, { until }]) => until <= now);
    for (const [id] of expired) this.#records.delete(id);
    const records = new Map([...this.#records].map(([id, { text }]) => [id, text]));
    return { had, expired: expired.length, records };
  }

  async remove(id: string): Promise<void> {
    this.#records.delete(id);
  }
}
