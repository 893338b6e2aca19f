import { type Clock, systemError } from "@volley/protocol/internal";
import { handled } from "../base/handled.js";
import type { Logger } from "../base/logger.js";
import { settledWithin } from "../base/settled-within.js";
import type { Unsubscribe } from "../base/unsubscribe.js";
import { COMMAND_TIMEOUT_MS, createRedisClient } from "../redis/connect-redis.js";
import { describeRedis } from "../redis/describe-redis.js";
import { RedisKeys } from "../redis/keys.js";
import { RedisLink } from "../redis/redis-link.js";
import type { RedisMeter } from "../redis/redis-meter.js";
import type { RedisOptions } from "../redis/redis-options.js";
import type { Bus, BusListening, BusReceiver } from "./bus.js";
import { type BusCounters, BusCounts } from "./bus-counters.js";
import { type BusEvent, type BusState, NEW_BUS, nextBusState } from "./bus-state.js";
import { LoopProbe } from "./loop-probe.js";
import { publishProbe } from "./publish-probe.js";
import { RedisPublisher } from "./redis-publisher.js";
import { RedisSubscriber } from "./redis-subscriber.js";
import { UpListeners } from "./up-listeners.js";

/** What a bus works with. */
export interface RedisBusParts {
  readonly redis: RedisOptions;
  /** Names this node; no other one may have it. */
  readonly node: string;
  /** Real time, also in tests: it judges whether Redis answers. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly counters?: BusCounters | undefined;
  readonly meter?: RedisMeter | undefined;
}

/** How long the start waits for Redis unless the options say otherwise. */
const CONNECT_TIMEOUT_MS = 10_000;
const PROBE_EVERY_MS = 1_000;

/**
 * The bus of a cluster on Redis: one connection that publishes and one that listens, which is what keeps the order.
 * It is up only while a probe that it sends to itself comes back.
 */
export class RedisBus implements Bus {
  readonly #parts: RedisBusParts;
  readonly #publisher: RedisPublisher;
  readonly #subscriber: RedisSubscriber;
  readonly #probe: LoopProbe;
  readonly #listeners: UpListeners;
  #state: BusState = NEW_BUS;
  /** What Redis said against publishing or subscribing, if it was that. */
  #problem: string | undefined;
  #starting: Promise<void> | undefined;
  #started: () => void = () => {};

  constructor(parts: RedisBusParts) {
    const { redis, node, clock, logger, meter, counters = new BusCounts() } = parts;
    const name = `volley:${node}`;
    const probeChannel = new RedisKeys(redis.prefix).probe(node);
    this.#parts = parts;
    this.#listeners = new UpListeners(logger);
    const publishing = new RedisLink(createRedisClient(redis, "publish", name), {
      clock,
      onReady: () => this.#apply("publisher-ready"),
      onLost: () => this.#apply("publisher-lost"),
      onAgain: () => meter?.again("publish"),
    });
    this.#publisher = new RedisPublisher(publishing, counters, { meter, clock });
    this.#subscriber = new RedisSubscriber(createRedisClient(redis, "subscribe", name), {
      clock,
      logger,
      counters,
      onSubscribed: () => this.#apply("subscribed"),
      onLost: () => this.#apply("subscriber-lost"),
      onAgain: () => meter?.again("subscribe"),
      onRefused: (problem) => {
        this.#problem = problem;
      },
    });
    this.#probe = new LoopProbe({
      clock,
      everyMs: PROBE_EVERY_MS,
      timeoutMs: redis.commandTimeoutMs ?? COMMAND_TIMEOUT_MS,
      send: (probe) => publishProbe(publishing.client, probeChannel, probe),
      onBack: () => this.#apply("probe-back"),
      onLost: (problem) => this.#startOver(problem),
    });
    this.#subscriber.listenFromStart(probeChannel, (message) => this.#probe.receive(message));
  }

  get up(): boolean {
    return this.#state.status === "up";
  }

  /** Connects. Rejects with `UNAVAILABLE`, closed, if messages don't get through within `connectTimeoutMs`. */
  start(): Promise<void> {
    this.#starting ??= handled(this.#start());
    return this.#starting;
  }

  /** Lets what was published go out, and ends both connections. Bounded, and never rejects. */
  async close(): Promise<void> {
    this.#listeners.clear();
    this.#apply("close");
    await Promise.all([this.#publisher.link.close(), this.#subscriber.close()]);
  }

  subscribe(channel: string, receive: BusReceiver): Promise<Unsubscribe> {
    return this.#subscriber.subscribe(channel, receive);
  }

  listen(channel: string, receive: BusReceiver): BusListening {
    return this.#subscriber.listen(channel, receive);
  }

  publish(channel: string, message: Uint8Array): Promise<number | undefined> {
    return handled(this.#publish(channel, message));
  }

  onChange(handler: (up: boolean) => void): Unsubscribe {
    return this.#listeners.add(handler);
  }

  get #closed(): boolean {
    return this.#state.status === "closed";
  }

  async #publish(channel: string, message: Uint8Array): Promise<number | undefined> {
    if (!this.up) throw this.#publisher.refuse("messages don't get through Redis");
    const receivers = await this.#publisher.publish(channel, message);
    // In a Redis Cluster only those count that listen at the same node.
    return this.#parts.redis.cluster === undefined ? receivers : undefined;
  }

  async #start(): Promise<void> {
    const { redis, clock } = this.#parts;
    const { connectTimeoutMs = CONNECT_TIMEOUT_MS } = redis;
    if (this.#closed) throw systemError("CONFLICT", "the bus is closed; make a new one");
    const started = new Promise<void>((resolve) => {
      this.#started = resolve;
    });
    this.#publisher.link.open();
    this.#subscriber.link.open();
    await settledWithin(started, connectTimeoutMs, clock);
    if (this.up) return;
    const link = this.#publisher.link.ready ? this.#subscriber.link : this.#publisher.link;
    const problem = this.#closed ? "the start was broken off" : (this.#problem ?? link.problem);
    await this.close();
    throw systemError("UNAVAILABLE", `Redis, looked for at ${describeRedis(redis)}, could not be used: ${problem}`);
  }

  /** Either connection may be the one that carries nothing, or lead to a Redis that isn't the master any more. */
  #startOver(problem: string | undefined): void {
    this.#problem = problem ?? "what is published doesn't come back";
    this.#apply("probe-lost");
    this.#publisher.link.reconnect();
    this.#subscriber.link.reconnect();
  }

  #apply(event: BusEvent): void {
    const before = this.#state;
    this.#state = nextBusState(before, event);
    const { status } = this.#state;
    if (status === before.status) return;
    if (status === "probing") this.#probe.start();
    if (status === "down" || status === "closed") this.#probe.stop();
    if (status === "up" || status === "closed") this.#started();
    if (status === "up") this.#parts.logger.info("messages between nodes get through Redis");
    if (status === "down" && before.status === "up") {
      this.#parts.logger.warn("messages between nodes don't get through Redis", { event });
    }
    if (status === "up" || before.status === "up") this.#listeners.tell(status === "up");
  }
}
