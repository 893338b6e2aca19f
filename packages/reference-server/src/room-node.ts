import type { Server as HttpServer } from "node:http";
import { type Clock, createSystemClock } from "@volley/protocol/internal";
import {
  type Authenticate,
  createServer,
  type Logger,
  type MetricsReporter,
  redis,
  type ServerOptions,
  type Tracer,
} from "@volley/server";
import type { Config } from "./config/config-keys.js";
import { rooms } from "./contract/rooms-contract.js";
import { EnvelopeEndpoint } from "./envelopes/envelope-endpoint.js";
import { closeHttpServer, createHttpServer, listen } from "./process/http-server.js";
import { drainPlan } from "./rooms/drain-plan.js";
import { RoomClaims } from "./rooms/room-rights.js";
import { type RoomServer, RoomSession, serveRooms } from "./rooms/serve-rooms.js";
import { whoComesIn } from "./rooms/who-comes-in.js";

/** What a node of rooms is made of. */
export interface RoomNodeParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics?: MetricsReporter | undefined;
  readonly traces?: Tracer | undefined;
  /** Whether other processes take connections of the same port: then this one stops doing so when it drains. */
  readonly sharesPort?: boolean;
}

/** One server of rooms, in this process. */
export interface RoomNode {
  readonly server: RoomServer;
  /** Joins the cluster, and takes connections. Rejects when the port or Redis can't be had: then close it. */
  listen(): Promise<{ readonly port: number; readonly url: string }>;
  /** Gets all clients to other servers, as far as there are any and the configured time goes, then closes. */
  drain(): Promise<void>;
  /** Ends all sessions and connections, and frees the port; a drain that runs ends at once. */
  close(): Promise<void>;
}

/** Makes a node of rooms. Nothing is opened before it listens. */
export function createRoomNode({ config, logger, metrics, traces, sharesPort = false }: RoomNodeParts): RoomNode {
  const clock = createSystemClock();
  const authenticate = whoComesIn(config);
  const server: RoomServer = createServer(rooms, {
    ...serverOptions(config),
    ...{ authenticate, claims: RoomClaims, session: RoomSession, logger, metrics, traces },
  });
  serveRooms(server, { ...config, isTraced: traces !== undefined });
  const http = createHttpServer(config.maxConnections);
  let endpoint: Awaited<ReturnType<typeof openEnvelopes>> | undefined;
  // What was opened last is closed first.
  const closing: (() => unknown)[] = [() => closeHttpServer(http), () => server.close()];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  return {
    ...{ server, close },
    listen: async () => {
      await server.start();
      server.attach(http);
      if (config.envelopes) {
        endpoint = await openEnvelopes(server, { config, logger, authenticate, clock });
        closing.push(endpoint.close);
        endpoint.attach(http);
      }
      const { port } = await listen(http, { port: config.port, host: config.host });
      return { port, url: `http://${config.host}:${port}` };
    },
    drain: async () => {
      const plan = drainPlan(config);
      // The others' share of newcomers must not come here, to be told to come again.
      const stop = sharesPort ? clock.after(plan.waitMs, () => http.close()) : undefined;
      await Promise.all([server.drain(plan), endpoint?.drain(plan)]);
      stop?.();
      await close();
    },
  };
}

/** What taking envelopes depends on. */
interface EnvelopeParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly authenticate: Authenticate;
  readonly clock: Clock;
}

/** Opens the endpoint of envelopes, and the port on this machine that its sessions come in by. */
async function openEnvelopes(server: RoomServer, { config, logger, authenticate, clock }: EnvelopeParts) {
  const loopback = createHttpServer(config.maxEnvelopeConnections);
  server.attach(loopback);
  // Exclusive: a port shared among workers would lead to any of them.
  const { port } = await listen(loopback, { port: 0, host: "127.0.0.1", exclusive: true });
  const { envelopePath: path, messageBytes, maxReplay } = config;
  const endpoint = new EnvelopeEndpoint({
    ...{ path, messageBytes, maxReplay, authenticate, logger, clock },
    admit: server.admitUpgrade,
    loopback: { url: `http://127.0.0.1:${port}`, path: config.path },
    maxSessions: config.maxEnvelopeConnections,
    graceMs: config.resumeGraceMs,
  });
  const close = async (): Promise<void> => {
    endpoint.close();
    await closeHttpServer(loopback);
  };
  return { attach: (http: HttpServer) => endpoint.attach(http), drain: endpoint.drain.bind(endpoint), close };
}

function serverOptions(config: Config): ServerOptions {
  const { redisUrl, messagesPerSecond, userMessagesPerSecond, origins } = config;
  const { maxConnectionsPerAddress, connectsPerAddress } = config;
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
      // Each socket of the endpoint of envelopes is here twice: itself, and its session's connection on this machine.
      maxConnections: config.maxConnections + (config.envelopes ? 2 * config.maxEnvelopeConnections : 0),
      maxConnectionsPerAddress: maxConnectionsPerAddress || false,
      handshakesPerAddress: connectsPerAddress > 0 && perSecond(connectsPerAddress),
      trustProxy: config.trustProxy,
      ...(origins.length > 0 && { origins: origins.includes("*") ? "*" : origins }),
    },
  };
}
