import type { Logger, Tracer } from "@volley/server";
import type { Config } from "./config/config-keys.js";
import { nodeMetrics } from "./operator/node-metrics.js";
import { type OperatorPort, openOperatorPort } from "./operator/operator-port.js";
import { createRoomNode } from "./room-node.js";
import type { RoomServer } from "./rooms/serve-rooms.js";

/** A reference server that runs. */
export interface ReferenceServer {
  readonly port: number;
  /** `http://host:port`. */
  readonly url: string;
  /** `http://host:port` of `/metrics`, `/live`, `/ready` and `/startup`; undefined without `metricsPort`. */
  readonly operatorUrl: string | undefined;
  /** The server of rooms inside: for what it can do besides. */
  readonly server: RoomServer;
  /** Gets all clients to other servers, as far as there are any and the configured time goes, then closes. */
  drain(): Promise<void>;
  /** Ends all sessions and connections, and frees the ports; a drain that runs ends at once. */
  close(): Promise<void>;
}

/** Options of `startReferenceServer`. */
export interface ReferenceServerOptions {
  /** Where traces go, such as `openTelemetry()` of "@volley/server/opentelemetry". Default: nowhere. */
  readonly traces?: Tracer | undefined;
}

/** Starts a reference server in this process; `workers` doesn't count. Rejects when a port or Redis can't be had. */
export async function startReferenceServer(
  config: Config,
  logger: Logger,
  { traces }: ReferenceServerOptions = {},
): Promise<ReferenceServer> {
  const { reporter, register } = nodeMetrics(config);
  const node = createRoomNode({ config, logger, metrics: reporter, traces });
  const { server } = node;
  let operator: OperatorPort | undefined;
  const closeLast = async (): Promise<void> => operator?.close();
  const close = (): Promise<void> => node.close().then(closeLast);
  try {
    if (register !== undefined) {
      const { metricsPort: port = 0, metricsHost: host } = config;
      operator = await openOperatorPort({ health: server.health, register }, { port, host });
    }
    const { port, url } = await node.listen();
    const drain = (): Promise<void> => node.drain().then(closeLast);
    return { port, url, operatorUrl: operator?.url, server, drain, close };
  } catch (error) {
    await close();
    throw error;
  }
}
