import { encode } from "@msgpack/msgpack";
import { type Payload, payloads } from "../payloads.js";
import { Connection, type Wire } from "./connection.js";
import { type Incoming, WebSocketClient } from "./web-socket.js";

/** The kinds of messages of Colyseus 0.18 that matter here. */
const JOIN_ROOM = 10;
const ERROR = 11;
const ROOM_DATA = 13;
const ROOM_REQUEST = 21;
const ROOM_RESPONSE = 22;

const data = { move: encode(payloads.move), note: encode(payloads.note) };

/** Where a client has to go: the answer of the matchmaker. */
interface Seat {
  readonly processId: string;
  readonly roomId: string;
  readonly sessionId: string;
}

/** A client in a room of Colyseus. */
class ColyseusConnection extends Connection {
  readonly seat: Seat;
  token = "";
  #id = 0;

  constructor(socket: WebSocketClient, seat: Seat) {
    super(socket);
    this.seat = seat;
  }

  async join(): Promise<this> {
    this.token = await this.expect(({ bytes }) => {
      if (bytes[0] === ERROR) throw new Error(`Colyseus: ${bytes.toString()}`);
      return bytes[0] === JOIN_ROOM ? bytes.toString("utf8", 2, 2 + (bytes[1] as number)) : undefined;
    });
    this.socket.sendBinary(Uint8Array.of(JOIN_ROOM));
    return this;
  }

  request(count: number, payload: Payload): void {
    for (let n = 0; n < count; n++) {
      this.#id = (this.#id + 1) % 65_536;
      this.socket.sendBinary(
        Buffer.concat([Buffer.of(ROOM_REQUEST), idBytes(this.#id), typed(payload), data[payload]]),
      );
    }
  }

  notify(count: number): void {
    for (let n = 0; n < count; n++) {
      this.socket.sendBinary(Buffer.concat([Buffer.of(ROOM_DATA), typed("tell"), data.move]));
    }
  }

  protected read({ bytes }: Incoming): void {
    if (bytes[0] === ROOM_RESPONSE) this.answered++;
    else if (bytes[0] === ROOM_DATA) this.pushed++;
    else if (bytes[0] === ERROR) throw new Error(`Colyseus: ${bytes.toString()}`);
  }
}

/** A number as Colyseus' schema encodes it. */
function idBytes(id: number): Buffer {
  if (id < 128) return Buffer.of(id);
  return id < 256 ? Buffer.of(0xcc, id) : Buffer.of(0xcd, id & 0xff, id >> 8);
}

const typed = (name: string): Buffer => Buffer.from([0xa0 | name.length, ...Buffer.from(name)]);

export const colyseusWire: Wire<ColyseusConnection> = {
  connect: async (port, { group }) => {
    const response = await fetch(`http://127.0.0.1:${port}/matchmake/joinOrCreate/table`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ table: group }),
    });
    if (!response.ok) throw new Error(`Colyseus' matchmaker: ${response.status} ${await response.text()}`);
    const seat = (await response.json()) as Seat;
    return open(port, seat, `?sessionId=${seat.sessionId}`);
  },
  reconnect: (port, { seat, token }) => {
    return open(port, seat, `?sessionId=${seat.sessionId}&reconnectionToken=${token}`);
  },
};

async function open(port: number, seat: Seat, query: string): Promise<ColyseusConnection> {
  const path = `/${seat.processId}/${seat.roomId}${query}`;
  const socket = await WebSocketClient.open(port, path, { message() {} });
  return new ColyseusConnection(socket, seat).join();
}
