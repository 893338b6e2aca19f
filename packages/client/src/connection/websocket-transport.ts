import { formatHello, parseRefusal, systemError } from "@volley/protocol/internal";
import type { OpenTransport } from "./transport.js";

/** Where the server is. */
export interface ServerAddress {
  /** The server's origin; http, https, ws or wss. */
  readonly url: string;
  readonly path: string;
}

/** The packets of Engine.IO and Socket.IO that a WebSocket of Volley's carries as text; see docs/protocol.md. */
const PING = "2";
const PONG = "3";
const CONNECT = "40";
const DISCONNECT = "41";
const CONNECT_ERROR = "44";
/** A WebSocket's `readyState` once it is open. */
const OPEN = 1;

/**
 * Opens transports over WebSocket, as Socket.IO's servers speak it: Engine.IO's opening and heartbeat, Socket.IO's
 * CONNECT with `hello`, and binary messages of Volley's. These five packets are all that Volley uses of Socket.IO
 * here, so its client library stays out of the bundle (docs/decisions/0009-own-websocket-transport.md).
 */
export function websocketTransport({ url, path }: ServerAddress): OpenTransport {
  const [, secure, host] = /^(?:http|ws)(s?):\/\/([^/]+)\/?$/.exec(url) ?? [];
  if (host === undefined) {
    throw systemError("BAD_REQUEST", `"${url}" is no url: write the server's origin, like https://play.example`);
  }
  const address = `ws${secure}://${host}${path.replace(/\/$/, "")}/?EIO=4&transport=websocket`;

  return (hello, events) => {
    const connect = CONNECT + JSON.stringify(formatHello(hello));
    let socket: WebSocket | undefined;
    let isOpen = true;
    const end = (report: () => void): void => {
      if (!isOpen) return;
      isOpen = false;
      socket?.close();
      report();
    };

    const receive = ({ data }: MessageEvent<ArrayBuffer | string>): void => {
      if (!isOpen) return;
      if (typeof data !== "string") return events.message(new Uint8Array(data));
      const type = data.slice(0, 2);
      // Engine.IO's opening packet: now it listens.
      if (data[0] === "0") socket?.send(connect);
      else if (data === PING) socket?.send(PONG);
      else if (type === CONNECT_ERROR) end(() => events.refused(parseRefusal(refusalIn(data))));
      else if (type === DISCONNECT || data[0] === "1") end(() => events.closed("closed by the server"));
    };

    openSocket(address).then(
      (opened) => {
        socket = opened;
        if (!isOpen) return socket.close();
        socket.binaryType = "arraybuffer";
        socket.onmessage = receive;
        // An error is always followed by a close, which says as much as browsers tell.
        socket.onerror = () => {};
        socket.onclose = ({ code }) => end(() => events.closed(`the WebSocket closed with code ${code}`));
      },
      (error: unknown) => end(() => events.closed(`no WebSocket can be had: ${error}`)),
    );

    return {
      send: (message) => isOpen && socket?.send(message as Uint8Array<ArrayBuffer>),
      close: ({ leaving = false } = {}) => {
        if (leaving && isOpen && socket?.readyState === OPEN) socket.send(DISCONNECT);
        end(() => {});
      },
    };
  };
}

/** Node before 22 has no WebSocket, and its own is slower than `ws`; everything else has one, and never loads `ws`. */
async function openSocket(address: string): Promise<WebSocket> {
  const { process } = globalThis as { process?: { versions?: { node?: string } } };
  if (typeof WebSocket === "function" && process?.versions?.node === undefined) return new WebSocket(address);
  const ws = await import("ws");
  // Small messages gain nothing by compression; only `ws` would offer it.
  return new ws.WebSocket(address, { perMessageDeflate: false }) as unknown as WebSocket;
}

/** `44{"message": …, "data": …}`: the refusal is the data. */
function refusalIn(packet: string): unknown {
  try {
    return (JSON.parse(packet.slice(2)) as { data?: unknown }).data;
  } catch {
    return undefined;
  }
}
