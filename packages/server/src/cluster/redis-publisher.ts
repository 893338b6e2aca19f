import { type Clock, systemError } from "@volley/protocol/internal";
import type { Redis } from "ioredis";
import { redisFailure } from "../redis/redis-failure.js";
import type { RedisLink } from "../redis/redis-link.js";
import { type RedisMeter, redisErrorKind } from "../redis/redis-meter.js";
import type { BusCounters } from "./bus-counters.js";

/** Publishes that Redis has not answered; more are refused instead of piling up here. */
const MAX_UNANSWERED = 10_000;
const MAX_UNANSWERED_BYTES = 16 * 1024 * 1024;

/** What publishing is measured with. */
interface PublisherMeter {
  readonly meter: RedisMeter | undefined;
  readonly clock: Clock;
}

/** Publishes in order, over one connection. What fails rejects with `UNAVAILABLE`, and is counted. */
export class RedisPublisher {
  readonly link: RedisLink<Redis>;
  readonly #counters: BusCounters;
  readonly #measured: PublisherMeter | undefined;
  #unanswered = 0;
  #unansweredBytes = 0;

  constructor(link: RedisLink<Redis>, counters: BusCounters, measured?: PublisherMeter) {
    this.link = link;
    this.#counters = counters;
    this.#measured = measured;
  }

  /** Resolves with how many subscriptions got the message, as Redis counts them. */
  async publish(channel: string, message: Uint8Array): Promise<number> {
    const { length } = message;
    if (this.#unanswered >= MAX_UNANSWERED || this.#unansweredBytes + length > MAX_UNANSWERED_BYTES) {
      throw this.refuse("too many messages wait for Redis");
    }
    const { meter, clock } = this.#measured ?? {};
    const since = meter && clock?.monotonic();
    this.#unanswered++;
    this.#unansweredBytes += length;
    try {
      return await this.link.client.publish(channel, Buffer.from(message.buffer, message.byteOffset, length));
    } catch (error) {
      meter?.failed("publish", redisErrorKind(error));
      throw this.refuse("Redis refused or lost a message", error);
    } finally {
      this.#unanswered--;
      this.#unansweredBytes -= length;
      if (clock !== undefined && since !== undefined) meter?.took("publish", (clock.monotonic() - since) / 1_000);
    }
  }

  /** Counts a message that is not published, and makes the error that says so. */
  refuse(why: string, error?: unknown): Error {
    this.#counters.publishRejected();
    return systemError(
      "UNAVAILABLE",
      `${why}; try again soon`,
      error === undefined ? {} : { cause: redisFailure(error) },
    );
  }
}
