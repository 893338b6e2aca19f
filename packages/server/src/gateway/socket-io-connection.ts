import type { IncomingHttpHeaders } from "node:http";
import type { Ending } from "@volley/protocol";
import type { Clock } from "@volley/protocol/internal";
import type { DisconnectReason, Socket } from "socket.io";
import type { Connection, ConnectionInfo } from "../session/connection.js";

/** How long a peer may take to answer a close, in ms; `ws` alone would wait 30 s. */
export const CLOSE_TIMEOUT_MS = 1_000;

/** A connection carried by Socket.IO. Messages bypass its packets and go straight to Engine.IO, in the same order. */
export class SocketIoConnection implements Connection {
  readonly info: ConnectionInfo;
  readonly headers: IncomingHttpHeaders;
  readonly #socket: Socket;
  readonly #clock: Clock;
  #queuedBytes = 0;
  #onDrain: () => void = () => {};

  constructor(socket: Socket, { clock, address }: { readonly clock: Clock; readonly address: string | undefined }) {
    this.#socket = socket;
    this.#clock = clock;
    this.info = { address: address ?? socket.handshake.address, transport: socket.conn.transport.name };
    this.headers = socket.handshake.headers;
    // Engine.IO has handed everything to the transport, which takes more only when that is written.
    socket.conn.on("drain", () => {
      this.#queuedBytes = 0;
      this.#onDrain();
    });
  }

  get queuedBytes(): number {
    return this.#queuedBytes;
  }

  send(message: Uint8Array): void {
    const { conn } = this.#socket;
    if (conn.readyState !== "open") return;
    this.#queuedBytes += message.length;
    // Engine.IO takes Buffers only; this one is a view on the same memory.
    const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    conn.write(bytes, { compress: false });
  }

  onDrain(handler: () => void): void {
    this.#onDrain = handler;
  }

  close(): void {
    void closeConnection(this.#socket.conn, this.#clock);
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
