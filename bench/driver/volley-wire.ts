import { jsonSerializer, type Serializer } from "@volley/protocol";
import {
  CLIENT_LIMITS,
  createRouteTable,
  DEFAULT_LIMITS,
  decodeJson,
  decodeMessage,
  encodeNotify,
  encodeRequest,
  fingerprintOf,
  formatHello,
  parseWelcome,
  type ResumeRequest,
  type Welcome,
} from "@volley/protocol/internal";
import { type Payload, payloads } from "../payloads.js";
import { contract, protobuf } from "../peers/contract.js";
import { Connection, type Player, type Wire } from "./connection.js";
import { type Incoming, WebSocketClient } from "./web-socket.js";

const PATH = "/volley/?EIO=4&transport=websocket";
const { routes } = createRouteTable(contract);
const numberOf = (name: string): number => routes.get(name)?.number ?? -1;
const numbers = { enter: numberOf("table.enter"), move: numberOf("table.move"), note: numberOf("table.note") };
const tell = numberOf("table.tell");
const fingerprint = fingerprintOf(contract);

/** Heads of frames, see docs/protocol.md: what has extensions has the highest bit. */
const EXTENDED = 0x80;
const REPLY = 0x11;
const ERROR = 0x12;
const PUSH = 0x13;
const GOODBYE = 0x15;

/** The payloads of a serializer, made once. */
interface Encoded {
  readonly serializer: Serializer;
  readonly move: Uint8Array;
  readonly note: Uint8Array;
}

/** A client of Volley: all that it sends in one tick is one message, as `@volley/client` does. */
class VolleyConnection extends Connection {
  readonly #encoded: Encoded;
  #id = 0;
  #welcome: Welcome | undefined;

  constructor(socket: WebSocketClient, encoded: Encoded) {
    super(socket);
    this.#encoded = encoded;
  }

  /** What another connection needs to go on with this session. */
  get resume(): ResumeRequest | undefined {
    const { session, resume } = this.#welcome ?? {};
    if (session === undefined || resume === undefined) return undefined;
    return { session, token: resume.token, mode: "takeover", positions: [] };
  }

  /** Shakes hands, and joins the group unless a session goes on. */
  async join({ uid, group }: Player, resume?: ResumeRequest): Promise<this> {
    const { serializer } = this.#encoded;
    const hello = { protocol: [1, 1] as const, contract: fingerprint, serializer: serializer.name, handshake: {} };
    this.socket.sendText(`40${JSON.stringify(formatHello({ ...hello, token: uid, client: `c-${uid}`, resume }))}`);
    this.#welcome = await this.expect(({ bytes, isText }) => {
      if (isText && bytes.toString("latin1", 0, 2) === "44") throw new Error(`refused: ${bytes.toString()}`);
      return isText ? undefined : welcomeIn(bytes);
    });
    if (resume !== undefined && this.#welcome.resumed !== true) {
      throw new Error(`the session was not resumed: ${this.#welcome.resumed}`);
    }
    if (resume === undefined) await this.enterAnother(group);
    return this;
  }

  request(count: number, payload: Payload): void {
    const content = { payload: this.#encoded[payload] };
    this.#send(count, () => encodeRequest(++this.#id, numbers[payload], content));
  }

  notify(count: number): void {
    const frame = encodeNotify(tell, { payload: this.#encoded.move });
    this.#send(count, () => frame);
  }

  protected read({ bytes, isText }: Incoming): void {
    if (isText) {
      if (bytes.toString() === "2") this.socket.sendText("3");
      return;
    }
    for (let at = 0; at < bytes.length; ) {
      const kind = (bytes[at++] as number) & ~EXTENDED;
      let length = 0;
      let shift = 0;
      let byte: number;
      do {
        byte = bytes[at++] as number;
        length |= (byte & 0x7f) << shift;
        shift += 7;
      } while (byte >= 0x80);
      if (kind === REPLY) this.answered++;
      else if (kind === PUSH) this.pushed++;
      else if (kind === ERROR || kind === GOODBYE) throw new Error(bytes.toString("utf8", at, at + length));
      at += length;
    }
  }

  override async enterAnother(id: number): Promise<void> {
    const payload = this.#encoded.serializer.encode({ id }, { kind: "request", name: "table.enter" });
    this.socket.sendBinary(encodeRequest(++this.#id, numbers.enter, { payload }));
    const before = this.answered;
    await this.expect((incoming) => {
      this.read(incoming);
      return this.answered > before ? true : undefined;
    });
  }

  /** One message, or as many as the server's limit asks for. */
  #send(count: number, encode: () => Uint8Array): void {
    let batch: Uint8Array[] = [];
    let length = 0;
    for (let n = 0; n < count; n++) {
      const frame = encode();
      if (length + frame.length > DEFAULT_LIMITS.messageBytes) {
        this.socket.sendBinary(Buffer.concat(batch, length));
        batch = [];
        length = 0;
      }
      batch.push(frame);
      length += frame.length;
    }
    this.socket.sendBinary(batch.length === 1 ? (batch[0] as Uint8Array) : Buffer.concat(batch, length));
  }
}

function welcomeIn(bytes: Buffer): Welcome {
  const [frame] = decodeMessage(bytes, CLIENT_LIMITS);
  if (frame?.kind !== "welcome") throw new Error(`a welcome was expected, not ${frame?.kind}`);
  return parseWelcome(decodeJson(frame.payload));
}

/** Makes clients of Volley with one of its serializers. */
export function volleyWire(name: "json" | "protobuf"): Wire<VolleyConnection> {
  const serializer = name === "json" ? jsonSerializer() : protobuf;
  const encoded: Encoded = {
    serializer,
    move: serializer.encode(payloads.move, { kind: "request", name: "table.move" }),
    note: serializer.encode(payloads.note, { kind: "request", name: "table.note" }),
  };
  const connect = async (port: number, player: Player, resume?: ResumeRequest): Promise<VolleyConnection> => {
    const socket = await WebSocketClient.open(port, PATH, { message() {} });
    return new VolleyConnection(socket, encoded).join(player, resume);
  };
  return { connect, reconnect: (port, { resume }, player) => connect(port, player, resume) };
}
