import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@volley/protocol/internal";
import type { Logger } from "../base/logger.js";
import { admitUpgrade } from "../edge/admit-upgrade.js";
import type { Edge, Entrant } from "../edge/edge.js";
import { refuseUpgrade } from "../edge/refuse-upgrade.js";

/** A request for a WebSocket that the edge lets through. */
export interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly entrant: Entrant;
}

/** What listeners to upgrades work with. */
export interface UpgradeListenersParts {
  readonly edge: Edge;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The URL path of the connections, such as "/volley". */
  readonly path: string;
  /** Takes a request on. A throw destroys its socket. */
  readonly take: (upgrade: Upgrade) => void;
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** The longest that headers may take on a server of the app's own before it is worth a warning, in ms: Node's default. */
const SLOW_HEADERS_MS = 60_000;

/**
 * Takes upgrades of our path from HTTP servers, past the edge. Engine.IO's own `attach` would take over all request
 * listeners and end other libraries' upgrades.
 */
export class UpgradeListeners {
  readonly #parts: UpgradeListenersParts;
  readonly #attached: { readonly server: HttpServer; readonly listener: UpgradeListener }[] = [];

  constructor(parts: UpgradeListenersParts) {
    this.#parts = parts;
  }

  attach(server: HttpServer): void {
    const listener: UpgradeListener = (request, socket, head) => {
      if (this.#isOurs(request)) this.#take(request, socket, head);
      // Without any other listener nobody would ever answer.
      else if (server.listenerCount("upgrade") === 1) refuseUpgrade(socket, this.#parts.clock, { status: 404 });
    };
    server.on("upgrade", listener);
    this.#attached.push({ server, listener });
    this.#warnOfSlowHeaders(server);
  }

  close(): void {
    for (const { server, listener } of this.#attached) server.off("upgrade", listener);
    this.#attached.length = 0;
  }

  #isOurs({ url = "" }: IncomingMessage): boolean {
    const { path } = this.#parts;
    const [pathname] = url.split("?", 1);
    return pathname === path || pathname === `${path}/`;
  }

  #take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { take, logger } = this.#parts;
    const entrant = admitUpgrade(this.#parts, request, socket);
    if (entrant === undefined) return;
    try {
      take({ request, socket, head, entrant });
    } catch (error) {
      logger.warn("an upgrade request could not be handled", { error });
      socket.destroy();
    }
  }

  /** Connections that send their headers drop by drop are the app's to end: its server, its settings. */
  #warnOfSlowHeaders({ headersTimeout }: HttpServer): void {
    if (headersTimeout > 0 && headersTimeout <= SLOW_HEADERS_MS) return;
    this.#parts.logger.warn(
      "the HTTP server waits too long for headers, so clients who send them slowly can use up its connections; set its headersTimeout, 5000 for instance",
      { headersTimeout },
    );
  }
}
