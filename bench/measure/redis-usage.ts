import { performance } from "node:perf_hooks";
import { Redis } from "ioredis";
import { median } from "./sample.js";

const PINGS = 200;

/** Looks at the Redis of a cluster. */
export class RedisUsage {
  readonly #redis: Redis;

  constructor(url: string) {
    this.#redis = new Redis(url);
  }

  /** CPU that it has used since its start, in µs. */
  async cpuUs(): Promise<number> {
    const info = await this.#redis.info("cpu");
    const seconds = (name: string) => Number(new RegExp(`${name}:([\\d.]+)`).exec(info)?.[1]);
    return (seconds("used_cpu_user") + seconds("used_cpu_sys")) * 1e6;
  }

  /**
   * A command and its answer, as a driver sees it that polls for when the next one is due: Redis then sleeps in between, as
   * it does under the requests that are compared.
   */
  async roundTripMs(perSecond: number): Promise<number> {
    const times: number[] = [];
    const startedAt = performance.now();
    let asked = 0;
    while (times.length < PINGS) {
      if (asked < PINGS && performance.now() >= startedAt + (asked * 1_000) / perSecond) {
        asked++;
        const askedAt = performance.now();
        void this.#redis.ping().then(() => times.push(performance.now() - askedAt));
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return median(times);
  }

  close(): void {
    this.#redis.disconnect();
  }
}
