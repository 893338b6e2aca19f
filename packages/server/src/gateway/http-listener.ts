import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** How much longer than its time a request may last, in ms. */
const CHECK_MS = 500;

/** How many connections there may be above those of clients: who was refused, or has not asked for anything yet. */
const SPARE_CONNECTIONS = 5_000;

/**
 * Makes the HTTP server behind `listen`: it answers nothing but upgrades unless told how, and waits 5 s at most for
 * somebody who says nothing, sends headers slowly, or a body that nobody wants.
 */
export function createHttpServer(maxConnections: number, answer: RequestListener = notFound): HttpServer {
  const times = { headersTimeout: 4_000, requestTimeout: 4_000, keepAliveTimeout: 4_000 };
  const server = createServer({ ...times, connectionsCheckingInterval: CHECK_MS }, answer);
  server.maxConnections = maxConnections + SPARE_CONNECTIONS;
  return server;
}

/** Listens; rejects when the port can't be had. */
export function listen(server: HttpServer, port: number, host: string | undefined): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port, host }, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Closes, cutting what is still open. */
export function closeHttpServer(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

const notFound: RequestListener = (_request, response) => void response.writeHead(404).end();
