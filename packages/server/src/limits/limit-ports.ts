import type { RateLimiterAbstract } from "rate-limiter-flexible";
import type { LimitStore } from "./limit-store.js";
import type { QuotaOptions } from "./quota.js";

/** What limits and quotas that all nodes keep together are counted with. */
export interface LimitPorts {
  readonly store: LimitStore;
  /** Makes what counts the points of a quota. */
  limiterOf(name: string, options: QuotaOptions): RateLimiterAbstract;
}
