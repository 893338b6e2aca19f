import { EventEmitter } from "node:events";
import { handled } from "../base/handled.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import type { Bus } from "../cluster/bus.js";

/**
 * The bus, in the shape of the Redis client that Socket.IO's Redis adapter expects. What the adapter doesn't await
 * can't reject here. It only listens to pushes: the channels by which adapters ask each other stay closed, for nobody
 * asks, and what they do with garbage could end the process.
 */
export class BusClient extends EventEmitter {
  readonly #bus: Bus;
  readonly #patterns = new Map<string, Unsubscribe | undefined>();
  #subscribing: Promise<void> | undefined;

  constructor(bus: Bus) {
    super();
    this.#bus = bus;
  }

  publish(channel: string, message: Uint8Array): void {
    // The bus counts what it can't publish.
    void handled(this.#bus.publish(channel, message));
  }

  psubscribe(pattern: string): void {
    this.#patterns.set(pattern, undefined);
  }

  punsubscribe(pattern: string): void {
    this.#patterns.get(pattern)?.();
    this.#patterns.delete(pattern);
  }

  subscribe(): void {}

  unsubscribe(): void {}

  /** Resolves when what the adapter subscribed to is in force. Rejects with `UNAVAILABLE`; then it may be tried again. */
  ready(): Promise<void> {
    this.#subscribing ??= this.#subscribe().catch((error: unknown) => {
      this.#subscribing = undefined;
      throw error;
    });
    return this.#subscribing;
  }

  async #subscribe(): Promise<void> {
    for (const [pattern, undo] of this.#patterns) {
      if (undo !== undefined) continue;
      const stop = await this.#bus.subscribe(pattern, (message, channel) => {
        this.emit("pmessageBuffer", pattern, channel, message);
      });
      // It may have been closed meanwhile.
      if (this.#patterns.has(pattern)) this.#patterns.set(pattern, stop);
      else stop();
    }
  }
}
