import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { jsonSerializer } from "@volley/protocol";
import { createServer, guest } from "@volley/server";
import express from "express";
import { duel } from "../contract.js";
import { duelProtobuf } from "../proto/duel-protobuf.js";
import type { Random } from "../rules/bag.js";
import type { SerializerName } from "../serializer-name.js";
import { loadDictionary } from "./dictionary.js";
import { registerDuel } from "./duel-services.js";
import { createMemoryTableStore } from "./memory-table-store.js";
import { createPageRoutes } from "./page-routes.js";
import { repeat } from "./repeat.js";
import { strictPolicy } from "./strict-policy.js";
import { createWordRoutes } from "./word-routes.js";

/** What the server of Word duel is made with. */
export interface DuelServerOptions {
  /** Signs the guests' identities (at least 32 characters). Left out: they end with the process. */
  readonly secret?: string | undefined;
  /** Folder of the built client. Left out: no pages are served (in development Vite does it). */
  readonly clientDir?: string | undefined;
  /** How messages travel; the page is told. Default: "json". */
  readonly serializer?: SerializerName | undefined;
  /** Shuffles the bags. Left out: a source that nobody can guess. */
  readonly random?: Random | undefined;
}

/** The whole server: an Express app with Volley beside it on one HTTP server. */
export interface DuelServer {
  readonly httpServer: HttpServer;
  /** Ends the connections, then the HTTP server. */
  close(): Promise<void>;
}

/** Puts the server together; the caller lets `httpServer` listen. */
export function createDuelServer({ secret, clientDir, serializer = "json", random }: DuelServerOptions): DuelServer {
  const isWord = loadDictionary();
  const app = express();
  app.disable("x-powered-by");
  app.use(strictPolicy());
  app.use("/api", createWordRoutes({ isWord }));
  if (clientDir !== undefined) app.use(createPageRoutes({ clientDir, serializer }));
  const httpServer = createHttpServer(app);

  const server = createServer(duel, {
    authenticate: guest({ secret }),
    serializer: serializer === "protobuf" ? duelProtobuf() : jsonSerializer(),
  });
  const tables = registerDuel(server, { store: createMemoryTableStore(), isWord, random });
  server.attach(httpServer);
  const stopWatch = repeat(() => tables.expireDue(Date.now()), { everyMs: 1_000, onError: console.error });

  return {
    httpServer,
    async close() {
      stopWatch();
      await server.close();
      const closed = new Promise((resolve) => httpServer.close(resolve));
      httpServer.closeAllConnections();
      await closed;
    },
  };
}
