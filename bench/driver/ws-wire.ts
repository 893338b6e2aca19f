import { type Payload, payloads } from "../payloads.js";
import { Connection, type Wire } from "./connection.js";
import { type Incoming, WebSocketClient } from "./web-socket.js";

const ANSWER = Buffer.from('{"id":');
const texts = { move: JSON.stringify(payloads.move), note: JSON.stringify(payloads.note) };

/** A client of `ws-server.ts`. */
class WsConnection extends Connection {
  #id = 0;

  request(count: number, payload: Payload): void {
    for (let n = 0; n < count; n++) {
      this.socket.sendText(`{"id":${++this.#id},"type":"${payload}","data":${texts[payload]}}`);
    }
  }

  notify(count: number): void {
    for (let n = 0; n < count; n++) this.socket.sendText(`{"type":"tell","data":${texts.move}}`);
  }

  async enter(group: number): Promise<this> {
    this.socket.sendText(`{"id":0,"type":"enter","data":{"id":${group}}}`);
    await this.expect(() => true);
    return this;
  }

  protected read({ bytes }: Incoming): void {
    if (bytes.subarray(0, ANSWER.length).equals(ANSWER)) this.answered++;
    else this.pushed++;
  }
}

export const wsWire: Wire = {
  connect: async (port, { group }) => {
    const socket = await WebSocketClient.open(port, "/", { message() {} });
    return new WsConnection(socket).enter(group);
  },
  reconnect: (port, _lost, player) => wsWire.connect(port, player),
};
