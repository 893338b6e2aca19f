import { systemError } from "@volley/protocol/internal";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Bus, BusListening, BusReceiver } from "./bus.js";

/** A bus that a test can cut: then nothing comes through, in both directions. */
export class FlakyBus implements Bus {
  readonly #bus: Bus;
  readonly #listeners = new Set<(up: boolean) => void>();
  #up = true;

  constructor(bus: Bus) {
    this.#bus = bus;
  }

  get up(): boolean {
    return this.#up;
  }

  /** Cuts or mends it, and says so. */
  set(up: boolean): void {
    this.#up = up;
    for (const listener of this.#listeners) listener(up);
  }

  subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe> {
    return this.#bus.subscribe(channel, (message, from) => {
      if (this.#up) receive(message, from);
    });
  }

  listen(channel: string, receive: BusReceiver): BusListening {
    return this.#bus.listen(channel, (message, from) => {
      if (this.#up) receive(message, from);
    });
  }

  async publish(channel: string, message: Uint8Array): Promise<number | undefined> {
    if (!this.#up) throw systemError("UNAVAILABLE", "the bus is cut");
    return this.#bus.publish(channel, message);
  }

  onChange(handler: (up: boolean) => void): Unsubscribe {
    this.#listeners.add(handler);
    return unsubscribe(() => void this.#listeners.delete(handler));
  }
}
