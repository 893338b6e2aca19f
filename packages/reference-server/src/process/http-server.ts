import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

/** How many connections there may be besides those of clients: who was refused, or asks by plain HTTP. */
const SPARE_CONNECTIONS = 1_000;

/** Makes the HTTP server that all endpoints share: who sends headers slowly, or a body that nobody wants, has 4 s. */
export function createHttpServer(maxConnections: number): HttpServer {
  const times = { headersTimeout: 4_000, requestTimeout: 4_000, keepAliveTimeout: 4_000 };
  // Health and metrics are answered here, as soon as the server can tell them.
  const server = createServer({ ...times, connectionsCheckingInterval: 500 }, (_request, response) =>
    response.writeHead(404, { "content-type": "text/plain" }).end("connect by WebSocket\n"),
  );
  server.maxConnections = maxConnections + SPARE_CONNECTIONS;
  return server;
}

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
