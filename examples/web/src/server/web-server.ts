import { createServer, type Server } from "node:http";
import express from "express";
import type { SerializerName } from "../serializer-name.js";
import { createPageRoutes } from "./page-routes.js";
import { strictPolicy } from "./strict-policy.js";
import { createWordRoutes } from "./word-routes.js";

/** Makes the HTTP server of the page and the REST routes, to which Volley is attached. */
export function createWebServer(parts: {
  /** Folder of the built client. Left out: no pages are served. */
  readonly clientDir: string | undefined;
  readonly serializer: SerializerName;
  readonly isWord: (word: string) => boolean;
}): Server {
  const { clientDir, serializer, isWord } = parts;
  const app = express();
  app.disable("x-powered-by");
  app.use(strictPolicy());
  app.use("/api", createWordRoutes({ isWord }));
  if (clientDir !== undefined) app.use(createPageRoutes({ clientDir, serializer }));
  return createServer(app);
}
