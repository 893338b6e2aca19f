import { type IRateLimiterOptions, RateLimiterMemory, type RateLimiterRes } from "rate-limiter-flexible";
import { AgedMap } from "../base/aged-map.js";
import type { QuotaOptions } from "./quota.js";

const MAX_KEYS = 100_000;

/** Counts the points of a quota in this process. Of too many keys it forgets the one used longest ago. */
export class MemoryQuota extends RateLimiterMemory {
  readonly #keys: AgedMap<string | number, true>;

  constructor(options: IRateLimiterOptions, maxKeys = MAX_KEYS) {
    super(options);
    this.#keys = new AgedMap(maxKeys, (key) => void super.delete(key));
  }

  override consume(key: string | number, points?: number): Promise<RateLimiterRes> {
    this.#keys.set(key, true);
    return super.consume(key, points);
  }

  override reward(key: string | number, points?: number): Promise<RateLimiterRes> {
    this.#keys.set(key, true);
    return super.reward(key, points);
  }

  override delete(key: string | number): Promise<boolean> {
    this.#keys.delete(key);
    return super.delete(key);
  }
}

/** Makes what counts in memory. */
export function memoryQuota(options: QuotaOptions): MemoryQuota {
  return new MemoryQuota(limiterOptions(options));
}

/** What the nodes of a process count with together. */
export class MemoryQuotas {
  readonly #limiters = new Map<string, MemoryQuota>();

  limiterOf(name: string, options: QuotaOptions): MemoryQuota {
    const limiter = this.#limiters.get(name) ?? memoryQuota(options);
    this.#limiters.set(name, limiter);
    return limiter;
  }
}

/** Says it in the words of rate-limiter-flexible. */
export function limiterOptions({ points, perMs, blockMs = 0 }: QuotaOptions): IRateLimiterOptions {
  return { keyPrefix: "", points, duration: perMs / 1_000, blockDuration: blockMs / 1_000 };
}
