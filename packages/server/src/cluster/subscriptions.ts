import type { Logger } from "../base/logger.js";
import type { BusReceiver } from "./bus.js";
import type { BusCounters } from "./bus-counters.js";

/** One receiver under one name. Two are two, even if their receivers are the same function. */
export interface Subscription {
  readonly name: string;
  readonly receive: BusReceiver;
}

/** Receivers by the name that they listen to. What they throw is logged and counted, and disturbs nobody else. */
export class Subscriptions {
  readonly #logger: Logger;
  readonly #counters: BusCounters;
  readonly #byName = new Map<string, Set<Subscription>>();

  constructor(parts: { readonly logger: Logger; readonly counters: BusCounters }) {
    this.#logger = parts.logger;
    this.#counters = parts.counters;
  }

  /** Lists the names that somebody listens to. */
  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  add(name: string, receive: BusReceiver): Subscription {
    const subscription: Subscription = { name, receive };
    const own = this.#byName.get(name) ?? new Set();
    this.#byName.set(name, own.add(subscription));
    return subscription;
  }

  /** Takes a subscription out; tells whether it was there and the last of its name. */
  remove(subscription: Subscription): boolean {
    const own = this.#byName.get(subscription.name);
    if (own?.delete(subscription) !== true || own.size > 0) return false;
    return this.#byName.delete(subscription.name);
  }

  clear(): void {
    this.#byName.clear();
  }

  /** Hands a message to everybody under a name. */
  deliver(name: string, channel: string, message: Uint8Array): void {
    for (const { receive } of this.#byName.get(name) ?? []) {
      try {
        receive(message, channel);
      } catch (error) {
        this.#counters.receiverFailed();
        this.#logger.error("a message of the bus could not be handled", { channel, error });
      }
    }
  }
}
