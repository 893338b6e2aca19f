import { connect, type Socket } from "node:net";
import { encodeRequest, formatHello, toUtf8 } from "@volley/protocol/internal";
import { HELLO } from "../raw-client.js";
import { crowdContract } from "./crowd-contract.js";

/** A WebSocket client by hand, which reads as much as it is told to. */
export class SlowReader {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on("error", () => {});
  }

  /** Connects, says hello, and enters the pit, where heavy things are thrown. From then on it reads nothing by itself. */
  static async enterPit(url: string, uid: string, kind: string): Promise<SlowReader> {
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    const reader = new SlowReader(socket);
    socket.write(
      "GET /volley/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n" +
        "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    await reader.#until('"sid"');
    const hello = formatHello({ ...HELLO, contract: crowdContract.fingerprint, token: uid, handshake: { kind } });
    socket.write(maskedFrame(0x81, toUtf8(`40${JSON.stringify(hello)}`)));
    await reader.#until('"session"');
    socket.write(maskedFrame(0x82, encodeRequest(1, ROUTES.indexOf("hall.enter"), { payload: toUtf8('"pit"') })));
    await reader.#until("");
    return reader;
  }

  /** Reads so many bytes of what waits. */
  read(bytes: number): void {
    this.#socket.read(bytes);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #until(text: string): Promise<void> {
    return new Promise((resolve) => {
      let got = "";
      const look = (): void => {
        const chunk = this.#socket.read() as Buffer | null;
        got += chunk?.toString("latin1") ?? "";
        if (got === "" || !got.includes(text)) return;
        this.#socket.off("readable", look);
        resolve();
      };
      this.#socket.on("readable", look);
      look();
    });
  }
}

/** Contracts number their routes by name. */
const ROUTES = ["hall.echo", "hall.enter", "hall.shout"];

/** Masked by zeros, which changes nothing. */
function maskedFrame(head: number, payload: Uint8Array): Buffer {
  const length =
    payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 0xff];
  return Buffer.concat([Buffer.from([head, ...length, 0, 0, 0, 0]), payload]);
}
