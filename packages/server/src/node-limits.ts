import type { Clock, RouteTable } from "@volley/protocol/internal";
import { serviceOf } from "./app/handler-table.js";
import type { Logger } from "./base/logger.js";
import type { ClusterEngine } from "./cluster-engine.js";
import { RateLimits } from "./limits/rate-limits.js";
import type { ServerOptions } from "./options.js";

/** What limits take from their node. */
export interface LimitSources {
  readonly options: ServerOptions;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly table: RouteTable;
  readonly engine: ClusterEngine;
}

/** Makes a node's limits. Throws `BAD_REQUEST` for one that can't be kept. */
export function createLimits({ options, clock, logger, table, engine }: LimitSources): RateLimits {
  const routes = [...table.routes].map(({ name, definition: { limit } }) => ({
    name,
    service: serviceOf(name),
    limit,
  }));
  return new RateLimits({
    ...{ clock, logger, routes, ports: engine.limits },
    options: options.limits ?? {},
    // Backends let nobody in.
    nodes: () => engine.nodes.find().filter(({ role }) => role !== "backend").length,
  });
}
