import type { IncomingHttpHeaders } from "node:http";
import type { Ending } from "@volley/protocol";

/** Facts about a connection whose client was let in, and a way to end it. */
export interface LayeredConnection {
  /** The client's address; behind proxies as `edge.trustProxy` says. */
  readonly address: string;
  /** How it is carried, such as "websocket" or "memory". */
  readonly transport: string;
  /** Those of the request that opened it; none where there is no HTTP. */
  readonly headers: IncomingHttpHeaders;
  /** What the client's `handshake` option says. Anybody can write anything there. */
  readonly handshake: Readonly<Record<string, unknown>>;
  /** Ends it: `close({ reason: "kicked", text: "too much" })`. The client is told why. */
  close(ending: Ending): void;
}

/** Hands a message on: to the next layer, and behind the last one to Volley or to the client. */
export type NextMessage = (message: Uint8Array) => void;

/**
 * What a layer does on one connection. A message is one WebSocket message as bytes. It goes on when `next` is called,
 * as it was or changed; as often as `next` is called; not at all, if it isn't. To delay one, return a promise and call
 * `next` before that is settled: messages behind it wait, so that their order stays. It may take 5 s, and 256 KiB of
 * the client's may wait meanwhile: beyond, the connection ends. What is thrown ends the connection, too.
 */
export interface ConnectionHooks {
  /** Sees a message of the client's. */
  receive?(message: Uint8Array, next: NextMessage): void | Promise<void>;
  /** Sees a message to the client. Its bytes may be shared with others: change a copy. */
  send?(message: Uint8Array, next: NextMessage): void | Promise<void>;
  /** Called once, when the connection is gone. */
  closed?(): void;
}

/**
 * Is asked once for each connection whose client was let in, before its session opens, and may say what it wants to see
 * of it. The layers of `connectionLayers` stand one around the other, the first one outermost: it sees first what comes,
 * and last what goes.
 */
export type ConnectionLayer = (connection: LayeredConnection) => ConnectionHooks | undefined;
