import { createServer, type Logger, redis, type ServerOptions } from "@volley/server";
import type { Config } from "./config/config-keys.js";
import { rooms } from "./contract/rooms-contract.js";
import { closeHttpServer, createHttpServer, listen } from "./process/http-server.js";
import { RoomClaims } from "./rooms/room-rights.js";
import { type RoomServer, RoomSession, serveRooms } from "./rooms/serve-rooms.js";
import { whoComesIn } from "./rooms/who-comes-in.js";

/** A reference server that runs. */
export interface ReferenceServer {
  readonly port: number;
  /** `http://host:port`. */
  readonly url: string;
  /** The server of rooms inside: for what it can do besides. */
  readonly server: RoomServer;
  /** Ends all sessions and connections, and frees the port. */
  close(): Promise<void>;
}

/** Starts a reference server. Rejects when the port or Redis can't be had. */
export async function startReferenceServer(config: Config, logger: Logger): Promise<ReferenceServer> {
  const server: RoomServer = createServer(rooms, {
    ...serverOptions(config),
    authenticate: whoComesIn(config),
    claims: RoomClaims,
    session: RoomSession,
    logger,
  });
  serveRooms(server, config);
  const http = createHttpServer(config.maxConnections);
  const close = async (): Promise<void> => {
    await server.close();
    await closeHttpServer(http);
  };
  try {
    await server.start();
    server.attach(http);
    const { port } = await listen(http, { port: config.port, host: config.host });
    return { port, url: `http://${config.host}:${port}`, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function serverOptions(config: Config): ServerOptions {
  const { redisUrl, messagesPerSecond, userMessagesPerSecond, origins } = config;
  const perSecond = (rate: number) => ({ rate, perMs: 1_000, burst: 5 * rate });
  return {
    ...(redisUrl !== undefined && {
      cluster: redis({ url: redisUrl, prefix: config.redisPrefix, fanout: config.redisFanout }),
    }),
    path: config.path,
    resume: config.resumeGraceMs === 0 ? false : { graceMs: config.resumeGraceMs },
    limits: {
      messageBytes: config.messageBytes,
      connection: { messages: perSecond(messagesPerSecond) },
      ...(userMessagesPerSecond > 0 && { user: perSecond(userMessagesPerSecond) }),
    },
    edge: {
      maxConnections: config.maxConnections,
      trustProxy: config.trustProxy,
      ...(origins.length > 0 && { origins: origins.includes("*") ? "*" : origins }),
    },
  };
}
