import type { IncomingMessage, ServerResponse } from "node:http";
import type { Registry } from "prom-client";

/** Answers a request of Prometheus. */
export type MetricsHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** What the metrics are read from: `prometheus()`, or a registry. */
export interface MetricsSource {
  readonly register: Pick<Registry, "metrics" | "contentType">;
}

/**
 * Makes what answers Prometheus, for a router: `app.get("/metrics", metricsHandler(reporter))`. Whoever can ask it sees
 * how much your game is played: keep it off the public port, or behind a check.
 */
export function metricsHandler({ register }: MetricsSource): MetricsHandler {
  return (request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    register.metrics().then(
      (text) => {
        response.writeHead(200, { "content-type": register.contentType, "cache-control": "no-store" });
        response.end(request.method === "HEAD" ? undefined : text);
      },
      // One of the app's own metrics may throw when it is read; its words stay here.
      () => {
        response.writeHead(500, { "content-type": "text/plain" }).end("The metrics can't be read.\n");
      },
    );
  };
}
