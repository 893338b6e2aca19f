import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { jsonSerializer } from "@volley/protocol";
import { createServer, guest, type Role, redis } from "@volley/server";
import { duel } from "../contract.js";
import { duelProtobuf } from "../proto/duel-protobuf.js";
import type { Random } from "../rules/bag.js";
import type { SerializerName } from "../serializer-name.js";
import { createMemoryStores } from "../store/memory-stores.js";
import { createRedisStores } from "../store/redis-stores.js";
import type { Stores } from "../store/stores.js";
import { loadDictionary } from "./dictionary.js";
import { registerDuel, routeDuel } from "./duel-services.js";
import { duelSession } from "./duel-session.js";
import { createWebServer } from "./web-server.js";

/** What makes a server one node of several. */
export interface DuelClusterOptions {
  /** Where Redis is: `redis://…`. */
  readonly redisUrl: string;
  /** What this node does. Default: "both". */
  readonly role?: Role | undefined;
  /** What all keys and channels start with. Default: "duel". */
  readonly prefix?: string | undefined;
}

/** What the server of Word duel is made with. */
export interface DuelServerOptions {
  /** Signs the guests' identities (at least 32 characters), the same on all nodes. Left out: they end with the process. */
  readonly secret?: string | undefined;
  /** Folder of the built client. Left out: no pages are served (in development Vite does it). */
  readonly clientDir?: string | undefined;
  /** How messages travel; the page is told. Default: "json". */
  readonly serializer?: SerializerName | undefined;
  /** Shuffles the bags. Left out: a source that nobody can guess. */
  readonly random?: Random | undefined;
  /** Left out: one process, which keeps all in its memory. */
  readonly cluster?: DuelClusterOptions | undefined;
}

/** The whole server: an Express app with Volley beside it on one HTTP server. A backend is Volley alone. */
export interface DuelServer {
  /**
   * Joins the cluster, if there is one, and listens; a backend doesn't listen. Resolves with the port. Rejects when
   * Redis can't be reached or the port is taken.
   */
  listen(port: number, host: string): Promise<number | undefined>;
  /** Lets players go on elsewhere, or tells them when to come back; finishes what is under way, then closes. Again: at once. */
  drain(): Promise<void>;
  /** Ends the connections, then the HTTP server. */
  close(): Promise<void>;
}

/** Puts the server together. */
export function createDuelServer(options: DuelServerOptions): DuelServer {
  const { secret, clientDir, serializer = "json", random, cluster } = options;
  const role = cluster?.role ?? "both";
  const isWord = loadDictionary();
  const server = createServer(duel, {
    authenticate: guest({ secret }),
    session: duelSession,
    serializer: serializer === "protobuf" ? duelProtobuf() : jsonSerializer(),
    ...(cluster === undefined ? {} : { cluster: redis({ url: cluster.redisUrl, prefix: prefixOf(cluster) }), role }),
  });
  // A frontend serves nothing itself: it hands all requests on.
  if (role !== "frontend") registerDuel(server, { stores: createStores(cluster), isWord, random });
  if (cluster !== undefined) routeDuel(server);
  const httpServer = role === "backend" ? undefined : createWebServer({ clientDir, serializer, isWord });
  if (httpServer !== undefined) server.attach(httpServer);

  return {
    async listen(port, host) {
      await server.start();
      if (httpServer === undefined) return undefined;
      httpServer.listen(port, host);
      await once(httpServer, "listening");
      return (httpServer.address() as AddressInfo).port;
    },
    async drain() {
      // Nothing in front of it has to notice first; who starts it waits for five seconds.
      await server.drain({ waitMs: 0, withinMs: 3_000 });
      await closePages(httpServer);
    },
    async close() {
      await server.close();
      await closePages(httpServer);
    },
  };
}

async function closePages(httpServer: HttpServer | undefined): Promise<void> {
  if (httpServer?.listening !== true) return;
  const closed = once(httpServer, "close");
  httpServer.close();
  httpServer.closeAllConnections();
  await closed;
}

function createStores(cluster: DuelClusterOptions | undefined): Stores {
  if (cluster === undefined) return createMemoryStores();
  return createRedisStores({ url: cluster.redisUrl, prefix: `${prefixOf(cluster)}:game`, onTrouble: tellTrouble });
}

function prefixOf({ prefix = "duel" }: DuelClusterOptions): string {
  return prefix;
}

function tellTrouble(reason: unknown): void {
  console.error(`The games in Redis can't be reached: ${reason instanceof Error ? reason.message : reason}`);
}
