import { createSystemClock } from "@volley/protocol/internal";
import { type LogLine, recordingLogger } from "../../../../test/support/recording-logger.js";
import { until } from "../../../../test/support/until.js";
import type { RedisOptions } from "../redis/redis-options.js";
import { testRedisOptions } from "../redis/test-redis.js";
import { BusCounts } from "./bus-counters.js";
import { RedisBus } from "./redis-bus.js";

/** A bus with all that a test wants to see of it. */
export interface TestBus {
  readonly bus: RedisBus;
  readonly counts: BusCounts;
  readonly lines: readonly LogLine[];
}

/** Makes buses that are closed together, with one prefix. */
export class RedisBuses {
  readonly #prefix = testRedisOptions().prefix;
  readonly #made: TestBus[] = [];

  /** Makes the bus of one more node; the caller starts it. */
  create(redis: RedisOptions): TestBus {
    const counts = new BusCounts();
    const logger = recordingLogger();
    const bus = new RedisBus({
      redis: { prefix: this.#prefix, ...redis },
      node: `node-${this.#made.length}`,
      clock: createSystemClock(),
      logger,
      counters: counts,
    });
    const made = { bus, counts, lines: logger.lines };
    this.#made.push(made);
    return made;
  }

  async start(redis: RedisOptions): Promise<TestBus> {
    const made = this.create(redis);
    await made.bus.start();
    return made;
  }

  /** Waits until all are up, or down. */
  async allAre(up: boolean): Promise<void> {
    await until(() => this.#made.every(({ bus }) => bus.up === up), `up: ${up} of all buses`);
  }

  /** The channel on which a bus of these probes itself. */
  probeChannel({ bus }: TestBus): string {
    return `${this.#prefix}:probe:node-${this.#made.findIndex((each) => each.bus === bus)}`;
  }

  async close(): Promise<void> {
    await Promise.all(this.#made.map(({ bus }) => bus.close()));
  }
}
