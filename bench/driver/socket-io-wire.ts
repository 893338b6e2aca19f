import { encode } from "@msgpack/msgpack";
import { type Payload, payloads } from "../payloads.js";
import { Connection, type Player, type Wire } from "./connection.js";
import { type Incoming, WebSocketClient } from "./web-socket.js";

const PATH = "/socket.io/?EIO=4&transport=websocket";
const texts = { move: JSON.stringify(payloads.move), note: JSON.stringify(payloads.note) };
const [PING, PONG] = ["2", "3"];
const [EVENT, ACK] = [2, 3];

/** What recovers the state of a connection: the answer to CONNECT, and the last argument of the last event. */
interface Recovery {
  readonly sid: string;
  readonly pid?: string;
  readonly offset?: string;
}

/** A client of Socket.IO. Engine.IO's own packets are texts in both formats. */
abstract class SocketIoConnection extends Connection {
  recovery: Recovery | undefined;
  protected id = 0;

  protected abstract open(auth: object): Promise<void>;
  protected abstract enter(group: number): void;
  protected abstract count(incoming: Incoming): void;

  /** Joins a group if it has a new session. */
  async join({ uid, group }: Player, lost?: Recovery): Promise<this> {
    const { sid, pid, offset } = lost ?? {};
    await this.open(pid === undefined ? { uid } : { uid, pid, offset });
    if (sid !== undefined && sid === this.recovery?.sid) return this;
    if (pid !== undefined) throw new Error("the state of a connection was not recovered");
    this.enter(group);
    await this.expect(({ bytes, isText }) => (isText && bytes.toString() === PING ? undefined : true));
    return this;
  }

  protected read(incoming: Incoming): void {
    if (incoming.isText && incoming.bytes.length === 1 && incoming.bytes.toString() === PING) {
      this.socket.sendText(PONG);
    } else this.count(incoming);
  }
}

class TextConnection extends SocketIoConnection {
  request(count: number, payload: Payload): void {
    for (let n = 0; n < count; n++) this.socket.sendText(`42${this.id++}["${payload}",${texts[payload]}]`);
  }

  notify(count: number): void {
    for (let n = 0; n < count; n++) this.socket.sendText(`42["tell",${texts.move}]`);
  }

  protected async open(auth: object): Promise<void> {
    this.socket.sendText(`40${JSON.stringify(auth)}`);
    this.recovery = await this.expect(({ bytes }) => {
      const text = bytes.toString();
      if (text.startsWith("44")) throw new Error(text);
      return text.startsWith("40") ? (JSON.parse(text.slice(2)) as Recovery) : undefined;
    });
  }

  protected enter(group: number): void {
    this.socket.sendText(`42${this.id++}["enter",{"id":${group}}]`);
  }

  #noteOffset(event: Buffer): void {
    const offset = (JSON.parse(event.toString("utf8", 2)) as string[]).at(-1);
    if (this.recovery !== undefined && offset !== undefined) this.recovery = { ...this.recovery, offset };
  }

  /** "4" is Engine.IO's message, then comes Socket.IO's type. */
  protected count({ bytes }: Incoming): void {
    const type = (bytes[1] as number) - 48;
    if (type === ACK) this.answered++;
    else if (type !== EVENT) throw new Error(`unexpected: ${bytes.toString()}`);
    else {
      this.pushed++;
      if (this.recovery?.pid !== undefined) this.#noteOffset(bytes);
    }
  }
}

class MsgpackConnection extends SocketIoConnection {
  request(count: number, payload: Payload): void {
    for (let n = 0; n < count; n++) this.#emit([payload, payloads[payload]], this.id++);
  }

  notify(count: number): void {
    for (let n = 0; n < count; n++) this.#emit(["tell", payloads.move]);
  }

  protected async open(auth: object): Promise<void> {
    this.socket.sendBinary(encode({ type: 0, data: auth, nsp: "/" }));
    await this.expect(({ isText }) => (isText ? undefined : true));
  }

  protected enter(group: number): void {
    this.#emit(["enter", { id: group }], this.id++);
  }

  /** Acknowledgements are maps that begin with the member "id" (0xa2: a text of two), events begin with "type". */
  protected count({ bytes }: Incoming): void {
    if (bytes[1] === 0xa2) this.answered++;
    else this.pushed++;
  }

  #emit(data: readonly unknown[], id?: number): void {
    this.socket.sendBinary(encode({ type: EVENT, data, nsp: "/", ...(id === undefined ? {} : { id }) }));
  }
}

/** Makes clients of Socket.IO with one of its parsers. */
export function socketIoWire(parser: "json" | "msgpack"): Wire<SocketIoConnection> {
  const connect = async (port: number, player: Player, lost?: Recovery): Promise<SocketIoConnection> => {
    const socket = await WebSocketClient.open(port, PATH, { message() {} });
    const connection = parser === "json" ? new TextConnection(socket) : new MsgpackConnection(socket);
    return connection.join(player, lost);
  };
  return { connect, reconnect: (port, { recovery }, player) => connect(port, player, recovery) };
}
