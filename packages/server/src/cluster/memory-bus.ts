import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Bus, BusReceiver } from "./bus.js";

interface Subscription {
  readonly channel: string;
  readonly receive: BusReceiver;
}

/** Joins the buses of the nodes in one process. */
export class MemoryBusHub {
  readonly #subscriptions = new Map<MemoryBus, Set<Subscription>>();

  /** Makes the bus of one node. */
  bus(logger: Logger): MemoryBus {
    return new MemoryBus(this, logger);
  }

  add(bus: MemoryBus, subscription: Subscription): void {
    const own = this.#subscriptions.get(bus) ?? new Set();
    this.#subscriptions.set(bus, own.add(subscription));
  }

  remove(bus: MemoryBus, subscription: Subscription): void {
    const own = this.#subscriptions.get(bus);
    own?.delete(subscription);
    if (own?.size === 0) this.#subscriptions.delete(bus);
  }

  /** Delivers later, never inside the call that published, and tells how many nodes get it. */
  publish(channel: string, message: Uint8Array): number {
    let receivers = 0;
    for (const [bus, subscriptions] of this.#subscriptions) {
      if (![...subscriptions].some((each) => matches(each, channel))) continue;
      receivers++;
      queueMicrotask(() => {
        for (const each of subscriptions) if (matches(each, channel)) bus.deliver(each.receive, message, channel);
      });
    }
    return receivers;
  }
}

/** The bus between nodes in one process. It is always up, unless a test says otherwise. */
export class MemoryBus implements Bus {
  readonly #hub: MemoryBusHub;
  readonly #logger: Logger;
  readonly #listeners = new Set<(up: boolean) => void>();

  constructor(hub: MemoryBusHub, logger: Logger) {
    this.#hub = hub;
    this.#logger = logger;
  }

  readonly up = true;

  async subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe> {
    const subscription: Subscription = { channel, receive };
    this.#hub.add(this, subscription);
    return unsubscribe(() => this.#hub.remove(this, subscription));
  }

  async publish(channel: string, message: Uint8Array): Promise<number> {
    return this.#hub.publish(channel, message);
  }

  onChange(handler: (up: boolean) => void): Unsubscribe {
    this.#listeners.add(handler);
    return unsubscribe(() => void this.#listeners.delete(handler));
  }

  deliver(receive: BusReceiver, message: Uint8Array, channel: string): void {
    try {
      receive(message, channel);
    } catch (error) {
      this.#logger.error("a message of the bus could not be handled", { channel, error });
    }
  }
}

function matches({ channel: wanted }: Subscription, channel: string): boolean {
  return wanted.endsWith("*") ? channel.startsWith(wanted.slice(0, -1)) : channel === wanted;
}
