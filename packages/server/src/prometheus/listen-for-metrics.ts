import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { metricsHandler } from "./metrics-handler.js";
import type { PrometheusReporter } from "./prometheus.js";

/** A port that Prometheus asks. */
export interface MetricsPort extends AsyncDisposable {
  readonly port: number;
  /** `http://host:port/metrics`. */
  readonly url: string;
  /** Closes it; connections that are open end. Doing it twice does nothing. */
  close(): Promise<void>;
}

/** Prometheus keeps its connection; one that says nothing for longer than this is closed, in ms. */
const IDLE_MS = 65_000;

/**
 * Listens on a port of its own for Prometheus, at `/metrics`; 0 picks a free one. Rejects when it is taken.
 * `host` default: "127.0.0.1", so that only this machine may ask; in a container it is "0.0.0.0".
 */
export async function listenForMetrics(
  reporter: Pick<PrometheusReporter, "register">,
  port: number,
  { host = "127.0.0.1" }: { readonly host?: string | undefined } = {},
): Promise<MetricsPort> {
  const handle = metricsHandler(reporter);
  const server = createServer({ keepAliveTimeout: IDLE_MS }, (request, response) => {
    if (request.url?.split("?", 1)[0] === "/metrics") return handle(request, response);
    response.writeHead(404, { "content-type": "text/plain" }).end("The metrics are at /metrics.\n");
  });
  server.listen(port, host);
  await once(server, "listening");
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  const { port: own } = server.address() as AddressInfo;
  const name = host.includes(":") ? `[${host}]` : host;
  return { port: own, url: `http://${name}:${own}/metrics`, close, [Symbol.asyncDispose]: close };
}
