import type { IncomingHttpHeaders } from "node:http";
import type { Ending } from "@volley/protocol";

/** Facts about a connection. */
export interface ConnectionInfo {
  /** The client's address; behind proxies as `edge.trustProxy` says. */
  readonly address: string;
  /** How it is carried, such as "websocket" or "memory". */
  readonly transport: string;
}

/**
 * The port between a session and whatever carries its bytes. An acceptor (Socket.IO, memory, later others) makes
 * one per socket, hands incoming messages to the gateway, and says when it is gone.
 */
export interface Connection {
  readonly info: ConnectionInfo;
  /** Those of the request that opened it; none where there is no HTTP. */
  readonly headers?: IncomingHttpHeaders | undefined;
  /** Writes one message. Never throws; on a closed connection it does nothing. */
  send(message: Uint8Array): void;
  /** How many bytes wait because the peer doesn't read, 0 if unknown. */
  readonly queuedBytes: number;
  /** Calls the handler whenever what waited has been taken; the last handler counts. */
  onDrain(handler: () => void): void;
  /** Sends what was written and closes, within a second whatever the peer does. */
  close(ending: Ending): void;
}
