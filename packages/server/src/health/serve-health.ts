import { closeHttpServer, createHttpServer, listen } from "../gateway/http-listener.js";
import { type HealthSource, healthHandler } from "./health-handler.js";

/** Where a server's health is told. */
export interface HealthListening {
  readonly port: number;
  /** Ends it. Without it the port answers until the process ends, which it doesn't keep. */
  close(): Promise<void>;
}

/** Options of `serveHealth`. */
export interface ServeHealthOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Default: all addresses, as probes come from outside. */
  readonly host?: string | undefined;
}

/**
 * Tells a server's health on a port of its own, apart from what clients reach: `/live`, `/ready`, `/startup`. Call it
 * before `listen`, so that it answers while the server starts. Rejects when the port is taken.
 */
export async function serveHealth(
  server: { readonly health: HealthSource },
  { port, host }: ServeHealthOptions,
): Promise<HealthListening> {
  const answer = healthHandler(server);
  const http = createHttpServer(0, (request, response) => answer(request, response));
  http.unref();
  const address = await listen(http, port, host);
  return { port: address.port, close: () => closeHttpServer(http) };
}
