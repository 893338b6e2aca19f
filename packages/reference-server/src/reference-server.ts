import type { Server as HttpServer } from "node:http";
import { createSystemClock } from "@volley/protocol/internal";
import { type Authenticate, createServer, type Logger, redis, type ServerOptions } from "@volley/server";
import type { Config } from "./config/config-keys.js";
import { rooms } from "./contract/rooms-contract.js";
import { EnvelopeEndpoint } from "./envelopes/envelope-endpoint.js";
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
  const authenticate = whoComesIn(config);
  const options = { ...serverOptions(config), authenticate, claims: RoomClaims, session: RoomSession, logger };
  const server: RoomServer = createServer(rooms, options);
  serveRooms(server, config);
  const http = createHttpServer(config.maxConnections);
  // What was opened last is closed first.
  const closing: (() => unknown)[] = [() => closeHttpServer(http), () => server.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    await server.start();
    server.attach(http);
    if (config.envelopes) {
      const endpoint = await openEnvelopes(server, { config, logger, authenticate });
      closing.push(endpoint.close);
      endpoint.attach(http);
    }
    const { port } = await listen(http, { port: config.port, host: config.host });
    return { port, url: `http://${config.host}:${port}`, server, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What taking envelopes depends on. */
interface EnvelopeParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly authenticate: Authenticate;
}

/** Opens the endpoint of envelopes, and the port on this machine that its sessions come in by. */
async function openEnvelopes(server: RoomServer, { config, logger, authenticate }: EnvelopeParts) {
  const loopback = createHttpServer(config.maxEnvelopeConnections);
  server.attach(loopback);
  // Exclusive: a port shared among workers would lead to any of them.
  const { port } = await listen(loopback, { port: 0, host: "127.0.0.1", exclusive: true });
  const { envelopePath: path, origins, messageBytes, maxReplay } = config;
  const endpoint = new EnvelopeEndpoint({
    ...{ path, origins, messageBytes, maxReplay, authenticate, logger, clock: createSystemClock() },
    loopback: { url: `http://127.0.0.1:${port}`, path: config.path },
    maxSessions: config.maxEnvelopeConnections,
    graceMs: config.resumeGraceMs,
  });
  const close = async (): Promise<void> => {
    endpoint.close();
    await closeHttpServer(loopback);
  };
  return { attach: (http: HttpServer) => endpoint.attach(http), close };
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
      // Each socket of the endpoint of envelopes is a connection on this machine, too.
      maxConnections: config.maxConnections + (config.envelopes ? config.maxEnvelopeConnections : 0),
      trustProxy: config.trustProxy,
      ...(origins.length > 0 && { origins: origins.includes("*") ? "*" : origins }),
    },
  };
}
