import { type HealthSource, healthHandler } from "@volley/server/health";
import { type MetricsSource, metricsHandler } from "@volley/server/prometheus";
import { closeHttpServer, createHttpServer, listen } from "../process/http-server.js";

/** What an operator may ask for. */
export type OperatorSources = { readonly health: HealthSource } & MetricsSource;

/** A port for operators: probes, Prometheus, people. */
export interface OperatorPort {
  /** `http://host:port`. */
  readonly url: string;
  /** Ends it; whoever is being answered is cut off. */
  close(): Promise<void>;
}

/** Probes and scrapers at once: a handful, and what they leave open. */
const MAX_CONNECTIONS = 100;
/** Prometheus keeps its connection from one scrape to the next, which are a minute apart at most, in ms. */
const IDLE_MS = 65_000;

/**
 * Answers `/metrics`, `/live`, `/ready` and `/startup`, apart from what clients reach. Open it before the server starts, and
 * close it last: it says then why the server isn't ready. Rejects when the port can't be had.
 */
export async function openOperatorPort(
  { health, register }: OperatorSources,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<OperatorPort> {
  const answerProbe = healthHandler({ health });
  const answerPrometheus = metricsHandler({ register });
  const http = createHttpServer(MAX_CONNECTIONS, (request, response) => {
    if (request.url?.split("?", 1)[0] === "/metrics") answerPrometheus(request, response);
    else answerProbe(request, response);
  });
  http.keepAliveTimeout = IDLE_MS;
  const address = await listen(http, { port, host });
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${address.port}`, close: () => closeHttpServer(http) };
}
