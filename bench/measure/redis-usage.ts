import { performance } from "node:perf_hooks";
import { Redis } from "ioredis";
import { median } from "./sample.js";

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

  /** A command and its answer, as the driver sees it. */
  async roundTripMs(): Promise<number> {
    const times: number[] = [];
    for (let n = 0; n < 200; n++) {
      const askedAt = performance.now();
      await this.#redis.ping();
      times.push(performance.now() - askedAt);
    }
    return median(times);
  }

  close(): void {
    this.#redis.disconnect();
  }
}
