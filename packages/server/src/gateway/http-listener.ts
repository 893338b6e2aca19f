import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Makes the HTTP server behind `listen`: it answers nothing but upgrades, and waits for nobody's slow headers. */
export function createHttpServer(): HttpServer {
  return createServer(
    { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 },
    (_request, response) => response.writeHead(404).end(),
  );
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
