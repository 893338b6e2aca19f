import type { IncomingHttpHeaders } from "node:http";
import type { Duplex } from "node:stream";
import type { Ending } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import type { DisconnectReason, Socket } from "socket.io";
import type { Connection, ConnectionInfo } from "../session/connection.js";
import type { WebSocketFrames } from "./web-socket-frames.js";

/** How long a peer may take to answer a close, in ms; `ws` alone would wait 30 s. */
export const CLOSE_TIMEOUT_MS = 1_000;

/** What connections of one acceptor work with. */
export interface SocketIoConnectionParts {
  readonly clock: Clock;
  readonly address: string | undefined;
  /** One for all connections: a broadcast is framed once. */
  readonly frames: WebSocketFrames;
}

/** Of the WebSocket below Engine.IO: writes a frame that is made already. `ws` has it, and types don't tell. */
interface FrameSender {
  sendFrame(pieces: readonly Buffer[]): void;
}
interface RawWebSocket {
  readonly readyState: number;
  readonly _sender?: FrameSender;
}
interface RawTransport {
  /** False while Engine.IO writes a packet of its own; what comes meanwhile is queued behind it. */
  readonly writable: boolean;
  readonly socket?: RawWebSocket;
}
const OPEN = 1;
const NOTHING = Buffer.alloc(0);

/**
 * A connection carried by Socket.IO. Messages bypass its packets, and Engine.IO's queue as long as nothing waits there:
 * what Engine.IO has written itself stands in front of them, in the same order.
 */
export class SocketIoConnection implements Connection {
  readonly info: ConnectionInfo;
  readonly #socket: Socket;
  readonly #conn: Socket["conn"];
  readonly #tcp: Duplex;
  readonly #parts: SocketIoConnectionParts;
  /** Bytes in Engine.IO's queue. */
  #queued = 0;
  #onDrain: () => void = () => {};
  /** Whether it will be told when what waits is written. */
  #isAwaited = false;

  constructor(socket: Socket, parts: SocketIoConnectionParts) {
    const { conn } = socket;
    this.#socket = socket;
    this.#conn = conn;
    this.#tcp = conn.request.socket;
    this.#parts = parts;
    this.info = { address: parts.address ?? socket.handshake.address, transport: conn.transport.name };
    // Engine.IO has handed everything to the transport.
    conn.on("drain", () => {
      this.#queued = 0;
    });
  }

  get headers(): IncomingHttpHeaders {
    return this.#socket.handshake.headers;
  }

  get queuedBytes(): number {
    return this.#queued + this.#tcp.writableLength;
  }

  send(message: Uint8Array): void {
    const conn = this.#conn;
    if (conn.readyState !== "open") return;
    const { writable, socket } = conn.transport as unknown as RawTransport;
    if (!writable || socket?._sender === undefined) return this.#enqueue(message);
    if (socket.readyState !== OPEN) return;
    socket._sender.sendFrame(this.#parts.frames.frame(message));
    if (this.#tcp.writableLength > 0) this.#awaitDrain();
  }

  onDrain(handler: () => void): void {
    this.#onDrain = handler;
  }

  close(): void {
    void closeConnection(this.#conn, this.#parts.clock);
  }

  /** Behind what Engine.IO couldn't hand on yet. */
  #enqueue(message: Uint8Array): void {
    this.#queued += message.length;
    // Engine.IO takes Buffers only; this one is a view on the same memory.
    const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    this.#conn.write(bytes, { compress: false }, () => this.#awaitDrain());
  }

  /**
   * Has an empty write tell when all before it is written. Nearly always nothing waits: a callback for every message would
   * cost a tenth of what a push does.
   */
  #awaitDrain(): void {
    if (this.#isAwaited || !this.#tcp.writable) return;
    this.#isAwaited = true;
    this.#tcp.write(NOTHING, () => {
      this.#isAwaited = false;
      if (this.queuedBytes === 0) this.#onDrain();
      else this.#awaitDrain();
    });
  }
}

/**
 * Sends what is written, closes, and resolves when the TCP connection is gone; a peer that doesn't answer is cut off.
 * Engine.IO's own "close" comes at once, long before the peer has answered.
 */
export function closeConnection(conn: Socket["conn"], clock: Clock): Promise<void> {
  const tcp = conn.request.socket;
  return new Promise((resolve) => {
    if (tcp.destroyed) return resolve();
    const cut = clock.after(CLOSE_TIMEOUT_MS, () => tcp.destroy());
    tcp.once("close", () => {
      cut();
      resolve();
    });
    conn.close();
  });
}

/** Translates Socket.IO's reasons. */
export function endingOf(reason: DisconnectReason): Ending {
  switch (reason) {
    case "ping timeout":
      return { reason: "silent" };
    case "parse error":
      return { reason: "protocol" };
    case "client namespace disconnect":
      return { reason: "client" };
    default:
      return { reason: "network", text: reason };
  }
}
