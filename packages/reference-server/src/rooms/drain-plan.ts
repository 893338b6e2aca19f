import type { NodeInfo } from "@volley/server";
import type { Config } from "../config/config-keys.js";

/** How a drain shall go, as `server.drain` takes it. */
export interface DrainPlan {
  readonly waitMs: number;
  readonly withinMs: number;
  readonly perSecond: number;
}

type DrainConfig = Pick<Config, "redisUrl" | "metricsPort" | "drainMs" | "drainWaitMs" | "drainPerSecond" | "closeMs">;

/**
 * Plans a drain. Without a port that says that this server isn't ready nobody could notice, so there is no wait. In a
 * cluster of which this is the last server of rooms clients have nowhere to move to: they get no more time than closing
 * has, and their sessions wait in Redis for a server that starts.
 */
export function drainPlan(
  cluster: { readonly node: NodeInfo; nodes(): readonly NodeInfo[] },
  config: DrainConfig,
): DrainPlan {
  const { redisUrl, metricsPort, drainMs, drainWaitMs, drainPerSecond: perSecond, closeMs } = config;
  const waitMs = metricsPort === undefined ? 0 : drainWaitMs;
  const withinMs = drainMs - waitMs;
  const others = cluster.nodes().filter((node) => isWayOut(node, cluster.node));
  const isLast = redisUrl !== undefined && others.length === 0;
  return { waitMs, withinMs: isLast ? Math.min(withinMs, closeMs) : withinMs, perSecond };
}

/** Whether a node takes clients of this one: workers of one primary end together. */
function isWayOut(node: NodeInfo, own: NodeInfo): boolean {
  const { siblings } = own.metadata;
  const isSibling = siblings !== undefined && node.metadata["siblings"] === siblings;
  return node.id !== own.id && !isSibling && node.state === "ready" && node.services.includes("rooms");
}
