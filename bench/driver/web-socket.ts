import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** What a server sent in one WebSocket message. Its bytes are only there while they are being looked at. */
export interface Incoming {
  readonly bytes: Buffer;
  readonly isText: boolean;
}

/** Who hears what comes. */
export interface Listener {
  message(incoming: Incoming): void;
  /** All messages of one read were told. */
  turn?(): void;
  close?(): void;
}

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
/** Servers skip unmasking if the mask is zero; browsers never send that. */
const MASK = [0x5a, 0xc3, 0x17, 0x9e] as const;

/**
 * A WebSocket client that costs as little as one can: the drivers of all peers use it, so that none of them is measured
 * with a slower client. One message is one write, as with `ws` and in browsers.
 */
export class WebSocketClient {
  readonly #socket: Socket;
  #rest: Buffer | undefined;
  #listener: Listener = { message() {} };

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", () => {});
    socket.on("close", () => this.#listener.close?.());
  }

  /** Opens a connection; `path` begins with a slash. Rejects after 20 s, or if the server refuses. */
  static open(port: number, path: string, listener: Listener): Promise<WebSocketClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: "127.0.0.1", noDelay: true });
      const give = setTimeout(() => fail(new Error(`no WebSocket at ${port}${path} within 20 s`)), 20_000);
      const fail = (error: Error): void => {
        clearTimeout(give);
        socket.destroy();
        reject(error);
      };
      socket.once("error", fail);
      socket.once("connect", () => socket.write(upgradeRequest(port, path)));
      socket.once("data", (chunk) => {
        const end = chunk.indexOf("\r\n\r\n");
        const head = chunk.toString("latin1", 0, Math.max(0, end));
        if (!head.startsWith("HTTP/1.1 101")) return fail(new Error(`${path} is refused: ${head.slice(0, 200)}`));
        clearTimeout(give);
        socket.off("error", fail);
        const client = new WebSocketClient(socket);
        client.#listener = listener;
        resolve(client);
        // What came behind the answer is told when the caller has the client.
        if (chunk.length > end + 4) setImmediate(() => client.#read(chunk.subarray(end + 4)));
      });
    });
  }

  /** Bytes at the socket, all headers included. */
  get bytes(): { readonly in: number; readonly out: number } {
    return { in: this.#socket.bytesRead, out: this.#socket.bytesWritten };
  }

  listen(listener: Listener): void {
    this.#listener = listener;
  }

  sendText(text: string): void {
    this.#send(Buffer.from(text), TEXT);
  }

  sendBinary(bytes: Uint8Array): void {
    this.#send(bytes, BINARY);
  }

  /** Ends it as a lost network does. */
  destroy(): void {
    this.#socket.destroy();
  }

  #send(payload: Uint8Array, opcode: number): void {
    const { length } = payload;
    const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8;
    const start = 2 + extended + 4;
    const frame = Buffer.allocUnsafe(start + length);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (extended === 0 ? length : extended === 2 ? 126 : 127);
    if (extended === 2) frame.writeUInt16BE(length, 2);
    if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2);
    frame.set(MASK, 2 + extended);
    for (let at = 0; at < length; at++) frame[start + at] = (payload[at] as number) ^ (MASK[at & 3] as number);
    this.#socket.write(frame);
  }

  #read(chunk: Buffer): void {
    const data = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (at + 2 <= data.length) {
      const opcode = (data[at] as number) & 0x0f;
      const short = (data[at + 1] as number) & 0x7f;
      const start = at + (short < 126 ? 2 : short === 126 ? 4 : 10);
      if (start > data.length) break;
      const length =
        short < 126 ? short : short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
      if (start + length > data.length) break;
      at = start + length;
      this.#take(opcode, data.subarray(start, at));
    }
    this.#rest = at < data.length ? data.subarray(at) : undefined;
    this.#listener.turn?.();
  }

  #take(opcode: number, bytes: Buffer): void {
    if (opcode === TEXT || opcode === BINARY) this.#listener.message({ bytes, isText: opcode === TEXT });
    else if (opcode === PING) this.#send(bytes, PONG);
    else if (opcode === CLOSE) this.#socket.end();
  }
}

function upgradeRequest(port: number, path: string): string {
  const key = randomBytes(16).toString("base64");
  const lines = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    `Sec-WebSocket-Key: ${key}`,
    "Sec-WebSocket-Version: 13",
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}
