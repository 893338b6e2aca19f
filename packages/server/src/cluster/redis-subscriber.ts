import { type Clock, systemError } from "@volley/protocol/internal";
import type { Redis } from "ioredis";
import type { Logger } from "../base/logger.js";
import { type Unsubscribe, unsubscribe } from "../base/unsubscribe.js";
import { isReply, redisFailure } from "../redis/redis-failure.js";
import { RedisLink } from "../redis/redis-link.js";
import type { BusListening, BusReceiver } from "./bus.js";
import type { BusCounters } from "./bus-counters.js";
import { Subscriptions } from "./subscriptions.js";

/** What a subscriber works with, and whom it tells. */
export interface RedisSubscriberParts {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters: BusCounters;
  /** Called when all subscriptions are in force on a new connection. */
  readonly onSubscribed: () => void;
  readonly onLost: () => void;
  readonly onAgain?: (() => void) | undefined;
  /** Called when Redis doesn't let us subscribe, with its words. */
  readonly onRefused: (problem: string) => void;
}

/** Listens over one connection. What was subscribed to comes along to each new connection. */
export class RedisSubscriber {
  readonly link: RedisLink<Redis>;
  readonly #parts: RedisSubscriberParts;
  /** By channel. */
  readonly #exact: Subscriptions;
  /** By Redis' pattern. */
  readonly #prefixes: Subscriptions;

  constructor(client: Redis, parts: RedisSubscriberParts) {
    this.#parts = parts;
    this.#exact = new Subscriptions(parts);
    this.#prefixes = new Subscriptions(parts);
    this.link = new RedisLink(client, {
      clock: parts.clock,
      onReady: () => void this.#renew(),
      onLost: parts.onLost,
      onAgain: parts.onAgain,
    });
    client.on("messageBuffer", (channel: Buffer, message: Buffer) => {
      const name = channel.toString();
      this.#exact.deliver(name, name, message);
    });
    client.on("pmessageBuffer", (pattern: string, channel: Buffer, message: Buffer) => {
      this.#prefixes.deliver(pattern, channel.toString(), message);
    });
  }

  /** Listens to a channel, or a prefix with "*" behind it. Resolves when that is in force. */
  async subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe> {
    const { client } = this.link;
    if (!this.link.ready) throw unavailable("there is no connection to Redis");
    const isPrefix = channel.endsWith("*");
    const receivers = isPrefix ? this.#prefixes : this.#exact;
    const name = isPrefix ? toPattern(channel) : channel;
    const subscription = receivers.add(name, receive);
    const undo = (): void => {
      if (!receivers.remove(subscription) || !this.link.ready) return;
      // Should it fail: the next connection doesn't ask for it.
      (isPrefix ? client.punsubscribe(name) : client.unsubscribe(name)).catch(() => {});
    };
    try {
      // Also if others listen already: only the answer says that it is in force on this connection.
      await (isPrefix ? client.psubscribe(name) : client.subscribe(name));
    } catch (error) {
      undo();
      throw unavailable("Redis refused or lost a subscription", error);
    }
    return unsubscribe(undo);
  }

  /** Listens to a channel from now on, or if there is no connection from the next one on. */
  listen(channel: string, receive: BusReceiver): BusListening {
    const { client } = this.link;
    const subscription = this.#exact.add(channel, receive);
    const stop = unsubscribe(() => {
      if (this.#exact.remove(subscription) && this.link.ready) client.unsubscribe(channel).catch(() => {});
    });
    return { inForce: this.link.ready ? this.#ask(channel) : Promise.resolve(), stop };
  }

  /** A connection that breaks now is followed by one that asks for it again. */
  async #ask(channel: string): Promise<void> {
    try {
      await this.link.client.subscribe(channel);
    } catch (error) {
      if (isReply(error))
        this.#parts.logger.error("Redis refused a subscription", { channel, error: redisFailure(error) });
      else if (this.link.ready) this.link.reconnect();
    }
  }

  /** Listens to a channel from the next connection on. */
  listenFromStart(channel: string, receive: BusReceiver): void {
    this.#exact.add(channel, receive);
  }

  /** Ends the connection and forgets the receivers. Bounded, and never rejects. */
  async close(): Promise<void> {
    await this.link.close();
    this.#exact.clear();
    this.#prefixes.clear();
  }

  /** Brings all subscriptions to a new connection. */
  async #renew(): Promise<void> {
    const { client } = this.link;
    const [channels, patterns] = [this.#exact.names, this.#prefixes.names];
    try {
      await Promise.all([
        channels.length === 0 ? undefined : client.subscribe(...channels),
        patterns.length === 0 ? undefined : client.psubscribe(...patterns),
      ]);
      this.#parts.onSubscribed();
    } catch (error) {
      if (isReply(error)) this.#parts.onRefused(redisFailure(error).message);
      if (this.link.ready) this.link.reconnect();
    }
  }
}

/** A prefix as Redis' pattern: what means something there is escaped. */
function toPattern(prefix: string): string {
  return `${prefix.slice(0, -1).replace(/[*?[\]\\]/g, "\\$&")}*`;
}

function unavailable(why: string, error?: unknown): Error {
  const options = error === undefined ? {} : { cause: redisFailure(error) };
  return systemError("UNAVAILABLE", `${why}; try again soon`, options);
}
