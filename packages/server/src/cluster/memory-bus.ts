import { systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import type { Bus, BusListening, BusReceiver } from "./bus.js";
import { type BusCounters, BusCounts } from "./bus-counters.js";
import { Subscriptions } from "./subscriptions.js";
import { UpListeners } from "./up-listeners.js";

/** Joins the buses of the nodes in one process. */
export class MemoryBusHub {
  readonly #buses = new Set<MemoryBus>();
  #up = true;

  /** Makes the bus of one node. */
  bus(logger: Logger, counters: BusCounters = new BusCounts()): MemoryBus {
    const bus = new MemoryBus(this, { logger, counters, up: this.#up });
    this.#buses.add(bus);
    return bus;
  }

  /** Takes the buses down, or up again: all, those to come too, or only the one of a node. */
  setUp(up: boolean, only?: MemoryBus): void {
    if (only === undefined) this.#up = up;
    for (const bus of only === undefined ? this.#buses : [only]) bus.setUp(up);
  }

  /** Delivers later, never inside the call that published, and tells how many nodes get it. */
  publish(channel: string, message: Uint8Array): number {
    const copy = message.slice();
    const receivers = [...this.#buses].filter((bus) => bus.up && bus.listensTo(channel));
    queueMicrotask(() => {
      for (const bus of receivers) bus.deliver(channel, copy);
    });
    return receivers.length;
  }

  remove(bus: MemoryBus): void {
    this.#buses.delete(bus);
  }
}

/** The bus between nodes in one process. It is always up, unless a test says otherwise. */
export class MemoryBus implements Bus {
  readonly #hub: MemoryBusHub;
  readonly #counters: BusCounters;
  readonly #subscriptions: Subscriptions;
  readonly #listeners: UpListeners;
  #up: boolean;

  constructor(
    hub: MemoryBusHub,
    parts: { readonly logger: Logger; readonly counters: BusCounters; readonly up: boolean },
  ) {
    this.#hub = hub;
    this.#counters = parts.counters;
    this.#subscriptions = new Subscriptions(parts);
    this.#listeners = new UpListeners(parts.logger);
    this.#up = parts.up;
  }

  get up(): boolean {
    return this.#up;
  }

  async subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe> {
    if (!this.#up) throw down();
    return this.listen(channel, receive).stop;
  }

  listen(channel: string, receive: BusReceiver): BusListening {
    const subscription = this.#subscriptions.add(channel, receive);
    const stop = unsubscribe(() => void this.#subscriptions.remove(subscription));
    return { inForce: Promise.resolve(), stop };
  }

  publish(channel: string, message: Uint8Array): Promise<number> {
    if (this.#up) return Promise.resolve(this.#hub.publish(channel, message));
    this.#counters.publishRejected();
    return handled(Promise.reject(down()));
  }

  onChange(handler: (up: boolean) => void): Unsubscribe {
    return this.#listeners.add(handler);
  }

  /** Leaves the hub. */
  async close(): Promise<void> {
    this.#up = false;
    this.#listeners.clear();
    this.#subscriptions.clear();
    this.#hub.remove(this);
  }

  setUp(up: boolean): void {
    if (this.#up === up) return;
    this.#up = up;
    this.#listeners.tell(up);
  }

  listensTo(channel: string): boolean {
    return this.#namesFor(channel).length > 0;
  }

  deliver(channel: string, message: Uint8Array): void {
    if (!this.#up) return;
    for (const name of this.#namesFor(channel)) this.#subscriptions.deliver(name, channel, message);
  }

  #namesFor(channel: string): readonly string[] {
    const matches = (name: string): boolean =>
      name.endsWith("*") ? channel.startsWith(name.slice(0, -1)) : channel === name;
    return this.#subscriptions.names.filter(matches);
  }
}

function down(): Error {
  return systemError("UNAVAILABLE", "the nodes can't reach each other now; try again soon");
}
