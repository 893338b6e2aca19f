import type { IncomingMessage, ServerResponse } from "node:http";
import type { Health } from "./health.js";

/** What is asked: `server.health`, or what several of those say together. */
export type HealthSource = Pick<Health, "check" | "started">;

/** A listener for requests, as Express, Connect and node:http take it. */
export type HealthHandler = (request: IncomingMessage, response: ServerResponse, next?: () => void) => void;

/** An answer: what probes read is its status. */
interface Answer {
  readonly status: 200 | 503;
  readonly body: object;
}

const ANSWERS: Readonly<Record<string, (health: HealthSource) => Answer | Promise<Answer>>> = {
  // That it answers is all there is to say. Redis or a database would restart all servers at once.
  live: () => ({ status: 200, body: { status: "live" } }),
  startup: ({ started }) => answer(started, { status: started ? "started" : "starting" }),
  ready: async (health) => {
    const { ready, reasons, checks } = await health.check();
    return answer(ready, { status: ready ? "ready" : "unready", reasons, checks });
  },
};

/**
 * Makes a handler that answers `…/live`, `…/ready` and `…/startup` with 200 or 503 and a small JSON body:
 * `app.use("/health", healthHandler(server))` in Express. Other requests go to `next`, or get 404 if there is none.
 */
export function healthHandler({ health }: { readonly health: HealthSource }): HealthHandler {
  return (request, response, next) => {
    const { method = "GET", url = "" } = request;
    const [path = ""] = url.split("?", 1);
    const name = path.replace(/\/$/, "").split("/").at(-1) ?? "";
    const isOurs = (method === "GET" || method === "HEAD") && Object.hasOwn(ANSWERS, name);
    const find = isOurs ? ANSWERS[name] : undefined;
    if (find !== undefined) return void Promise.resolve(find(health)).then((found) => send(response, method, found));
    if (next !== undefined) return next();
    response.writeHead(404).end();
  };
}

function answer(isGood: boolean, body: object): Answer {
  return { status: isGood ? 200 : 503, body };
}

function send(response: ServerResponse, method: string, { status, body }: Answer): void {
  if (response.headersSent || response.destroyed) return;
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": length,
    "cache-control": "no-store",
  });
  response.end(method === "HEAD" ? undefined : text);
}
