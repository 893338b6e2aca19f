import type { Config } from "../config/config-keys.js";

/** How a drain shall go, as `server.drain` takes it. */
export interface DrainPlan {
  readonly waitMs: number;
  readonly withinMs: number;
  readonly perSecond: number;
}

/** Plans a drain. Without a port that says that this server isn't ready nobody could notice: then there is no wait. */
export function drainPlan({
  metricsPort,
  drainMs,
  drainWaitMs,
  drainPerSecond: perSecond,
}: Pick<Config, "metricsPort" | "drainMs" | "drainWaitMs" | "drainPerSecond">): DrainPlan {
  const waitMs = metricsPort === undefined ? 0 : Math.min(drainWaitMs, drainMs);
  return { waitMs, withinMs: drainMs - waitMs, perSecond };
}
