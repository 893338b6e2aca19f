import type { Server as HttpServer, IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Clock } from "@volley/protocol/internal";
import { formatRefusal } from "@volley/protocol/internal";
import { messageSourceOf, serverParser } from "@volley/protocol/socket.io";
import { Server as Engine } from "engine.io";
import { type Socket, Server as SocketIoServer } from "socket.io";
import type { Logger } from "../base/logger.js";
import type { Acceptor } from "./acceptor.js";
import { type Admission, RefusedError } from "./admission.js";
import type { Gateway } from "./gateway.js";
import { closeConnection, endingOf, SocketIoConnection } from "./socket-io-connection.js";

/** What the acceptor is made of. */
export interface SocketIoParts {
  readonly gateway: Gateway;
  readonly logger: Logger;
  readonly clock: Clock;
  /** The URL path of the connections, such as "/volley". */
  readonly path: string;
  readonly messageBytes: number;
  readonly connectMs: number;
}

/** How often a client is pinged, and how long its answer may take: a silent one is dropped within 25 s. */
const PING_INTERVAL_MS = 15_000;
const PING_TIMEOUT_MS = 10_000;

/** Accepts connections by Socket.IO, over WebSocket only: no sticky sessions, no polling. */
export class SocketIoAcceptor implements Acceptor {
  readonly #parts: SocketIoParts;
  readonly #engine: Engine;
  readonly #io: SocketIoServer;
  readonly #attached: { readonly server: HttpServer; readonly listener: UpgradeListener }[] = [];
  /** Every connection, those that have not said who they are included. */
  readonly #open = new Set<Socket["conn"]>();
  /** Clients that were let in, until Socket.IO says that their connection stands. */
  readonly #admitted = new WeakMap<Socket, Admission>();

  constructor(parts: SocketIoParts) {
    this.#parts = parts;
    this.#engine = new Engine({
      transports: ["websocket"],
      maxHttpBufferSize: parts.messageBytes,
      pingInterval: PING_INTERVAL_MS,
      pingTimeout: PING_TIMEOUT_MS,
      perMessageDeflate: false,
    });
    this.#engine.on("connection", (conn: Socket["conn"]) => {
      this.#open.add(conn);
      conn.request.socket.once("close", () => this.#open.delete(conn));
    });
    this.#io = new SocketIoServer({ parser: serverParser(), connectTimeout: parts.connectMs, serveClient: false });
    this.#io.bind(this.#engine);
    this.#io.use((socket, next) => void this.#admit(socket).then(() => next(), next));
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  /** Engine.IO's own `attach` would take over all request listeners and end other libraries' upgrades. */
  attach(server: HttpServer): void {
    const listener: UpgradeListener = (request, socket, head) => {
      if (this.#isOurs(request)) this.#upgrade(request, socket, head);
      // Without any other listener nobody would ever answer.
      else if (server.listenerCount("upgrade") === 1) refuseUpgrade(socket);
    };
    server.on("upgrade", listener);
    this.#attached.push({ server, listener });
  }

  async close(): Promise<void> {
    for (const { server, listener } of this.#attached) server.off("upgrade", listener);
    this.#attached.length = 0;
    await Promise.all([...this.#open].map((conn) => closeConnection(conn, this.#parts.clock)));
    this.#engine.close();
  }

  #isOurs({ url = "" }: IncomingMessage): boolean {
    const { path } = this.#parts;
    const [pathname] = url.split("?", 1);
    return pathname === path || pathname === `${path}/`;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    try {
      this.#engine.handleUpgrade(request as never, socket, head);
    } catch (error) {
      this.#parts.logger.warn("an upgrade request could not be handled", { error });
      socket.destroy();
    }
  }

  /** Runs before Socket.IO connects the socket; a rejection becomes a CONNECT_ERROR with the refusal as its data. */
  async #admit(socket: Socket): Promise<void> {
    const left = new AbortController();
    const onLeave = (): void => left.abort();
    socket.conn.once("close", onLeave);
    const { auth, address } = socket.handshake;
    try {
      this.#admitted.set(socket, await this.#parts.gateway.admit({ hello: auth, address, signal: left.signal }));
    } catch (error) {
      if (!(error instanceof RefusedError)) this.#parts.logger.error("a client could not be admitted", { error });
      // The answer goes out first: closing waits for what is written.
      setImmediate(() => socket.conn.close());
      throw asConnectError(error);
    } finally {
      socket.conn.off("close", onLeave);
    }
  }

  #welcome(socket: Socket): void {
    const admission = this.#admitted.get(socket);
    const source = messageSourceOf(socket.handshake.auth);
    if (admission === undefined || source === undefined) return void socket.disconnect(true);
    const attachment = this.#parts.gateway.open(admission, new SocketIoConnection(socket, this.#parts.clock));
    source.deliverTo((message) => attachment.receive(message));
    socket.on("disconnect", (reason) => attachment.lost(endingOf(reason)));
  }
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

function refuseUpgrade(socket: Duplex): void {
  socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
}

/** Socket.IO sends an error's message and `data` to the client. */
function asConnectError(error: unknown): Error {
  if (!(error instanceof RefusedError)) return new Error("the server failed");
  return Object.assign(new Error(error.message), { data: formatRefusal(error.refusal) });
}
