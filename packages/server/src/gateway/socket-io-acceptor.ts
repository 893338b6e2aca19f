import type { Server as HttpServer, IncomingMessage } from "node:http";
import { type Cancel, type Clock, formatRefusal, systemError } from "@volley/protocol/internal";
import { messageSourceOf, serverParser } from "@volley/protocol/socket.io";
import { type Socket, Server as SocketIoServer } from "socket.io";
import type { Logger } from "../base/logger.js";
import type { Edge, Entrant } from "../edge/edge.js";
import type { Acceptor } from "./acceptor.js";
import { type Admission, RefusedError } from "./admission.js";
import type { Gateway } from "./gateway.js";
import { CLOSE_TIMEOUT_MS, closeConnection, endingOf, SocketIoConnection } from "./socket-io-connection.js";
import { type Upgrade, UpgradeListeners } from "./upgrade-listeners.js";
import { WebSocketFrames } from "./web-socket-frames.js";
import { createWebSocketEngine } from "./websocket-engine.js";

/** What the acceptor is made of. */
export interface SocketIoParts {
  readonly gateway: Gateway;
  readonly edge: Edge;
  readonly logger: Logger;
  readonly clock: Clock;
  /** The URL path of the connections, such as "/volley". */
  readonly path: string;
  readonly messageBytes: number;
  /** How long a client may take to say hello, in ms. */
  readonly connectMs: number;
}

/** The longest that timers take: Socket.IO's own time-out would cut off who is being authenticated. */
const NEVER_MS = 2 ** 31 - 1;

/** Accepts connections by Socket.IO, over WebSocket only: no sticky sessions, no polling. */
export class SocketIoAcceptor implements Acceptor {
  readonly #parts: SocketIoParts;
  readonly #engine: ReturnType<typeof createWebSocketEngine>;
  readonly #io: SocketIoServer;
  readonly #upgrades: UpgradeListeners;
  /** Every connection, those that have not said who they are included. */
  readonly #open = new Set<Socket["conn"]>();
  readonly #entrants = new WeakMap<IncomingMessage, Entrant>();
  /** What ends a connection that says nothing. */
  readonly #silent = new WeakMap<IncomingMessage, Cancel>();
  /** Clients that were let in, until Socket.IO says that their connection stands. */
  readonly #admitted = new WeakMap<Socket, Admission>();
  readonly #frames = new WebSocketFrames();

  constructor(parts: SocketIoParts) {
    this.#parts = parts;
    this.#upgrades = new UpgradeListeners({ ...parts, take: (upgrade) => this.#upgrade(upgrade) });
    this.#engine = createWebSocketEngine(parts.messageBytes);
    this.#engine.on("connection", (conn: Socket["conn"]) => this.#opened(conn));
    this.#io = new SocketIoServer({ parser: serverParser(), connectTimeout: NEVER_MS, serveClient: false });
    this.#io.bind(this.#engine);
    this.#io.use((socket, next) => void this.#admit(socket).then(() => next(), next));
    this.#io.on("connection", (socket) => this.#welcome(socket));
  }

  attach(server: HttpServer): void {
    this.#upgrades.attach(server);
  }

  async close(): Promise<void> {
    this.#upgrades.close();
    await Promise.all([...this.#open].map((conn) => closeConnection(conn, this.#parts.clock)));
    this.#engine.close();
  }

  #upgrade({ request, socket, head, entrant }: Upgrade): void {
    this.#entrants.set(request, entrant);
    this.#engine.handleUpgrade(request as never, socket, head);
  }

  #opened(conn: Socket["conn"]): void {
    const { clock, connectMs } = this.#parts;
    const { request } = conn;
    const tcp = request.socket;
    const stop = clock.after(connectMs, () => tcp.destroy());
    this.#silent.set(request, stop);
    this.#open.add(conn);
    tcp.once("close", () => {
      stop();
      this.#open.delete(conn);
    });
    // Whoever ended it: a peer that doesn't answer the close would be waited for half a minute.
    conn.once("close", () => {
      const cut = clock.after(CLOSE_TIMEOUT_MS, () => tcp.destroy());
      tcp.once("close", cut);
    });
  }

  /** Runs before Socket.IO connects the socket; a rejection becomes a CONNECT_ERROR with the refusal as its data. */
  async #admit(socket: Socket): Promise<void> {
    const { gateway, logger, clock } = this.#parts;
    const { conn } = socket;
    const entrant = this.#entrants.get(conn.request);
    this.#silent.get(conn.request)?.();
    const left = new AbortController();
    const onLeave = (): void => left.abort();
    conn.once("close", onLeave);
    try {
      throwIfBusy(entrant?.hello() ?? 0);
      const { auth } = socket.handshake;
      const { address = socket.handshake.address } = entrant ?? {};
      this.#admitted.set(socket, await gateway.admit({ hello: auth, address, signal: left.signal }));
    } catch (error) {
      if (!(error instanceof RefusedError)) logger.error("a client could not be admitted", { error });
      // The answer goes out first: closing waits for what is written.
      setImmediate(() => void closeConnection(conn, clock));
      throw asConnectError(error);
    } finally {
      entrant?.settled();
      conn.off("close", onLeave);
    }
  }

  #welcome(socket: Socket): void {
    const admission = this.#admitted.get(socket);
    const source = messageSourceOf(socket.handshake.auth);
    if (admission === undefined || source === undefined) return void socket.disconnect(true);
    // What it came with isn't needed any more: its token least of all.
    socket.handshake.auth = {};
    const address = this.#entrants.get(socket.conn.request)?.address;
    this.#entrants.delete(socket.conn.request);
    const connection = new SocketIoConnection(socket, { clock: this.#parts.clock, address, frames: this.#frames });
    const attachment = this.#parts.gateway.open(admission, connection);
    source.deliverTo((message) => attachment.receive(message));
    socket.on("disconnect", (reason) => attachment.lost(endingOf(reason)));
  }
}

/** Refuses a client before its token costs anything. */
function throwIfBusy(retryAfterMs: number): void {
  if (retryAfterMs === 0) return;
  const error = systemError("BUSY", "too many clients connect now");
  throw new RefusedError({ ending: { reason: "busy", retryAfterMs }, error });
}

/** Socket.IO sends an error's message and `data` to the client. */
function asConnectError(error: unknown): Error {
  if (!(error instanceof RefusedError)) return new Error("the server failed");
  return Object.assign(new Error(error.message), { data: formatRefusal(error.refusal) });
}
