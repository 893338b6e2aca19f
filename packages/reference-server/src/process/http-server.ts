import { createServer, type Server as HttpServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

/** How many connections there may be besides those of clients: who was refused, or asks by plain HTTP. */
const SPARE_CONNECTIONS = 1_000;

/**
 * Makes the HTTP server of an endpoint: who sends headers slowly, or a body that nobody wants, has 4 s. Unless told how, it
 * answers nothing but upgrades.
 */
export function createHttpServer(maxConnections: number, answer: RequestListener = onlyUpgrades): HttpServer {
  const times = { headersTimeout: 4_000, requestTimeout: 4_000, keepAliveTimeout: 4_000 };
  const server = createServer({ ...times, connectionsCheckingInterval: 500 }, answer);
  server.maxConnections = maxConnections + SPARE_CONNECTIONS;
  return server;
}

const onlyUpgrades: RequestListener = (_request, response) =>
  void response.writeHead(404, { "content-type": "text/plain" }).end("connect by WebSocket\n");

/** Listens; rejects when the port can't be had. */
export function listen(
  server: HttpServer,
  options: { readonly port: number; readonly host: string; readonly exclusive?: boolean },
): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(options, () => {
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
