import { type AnyContract, type Ending, jsonSerializer, type VolleyError } from "@volley/protocol";
import {
  type ContractParts,
  createRouteTable,
  DEFAULT_LIMITS,
  type Dictionary,
  decodeMessage,
  EXTENSION,
  type Extension,
  encodeError,
  encodeGoodbye,
  encodeJson,
  encodePong,
  encodePosition,
  encodePositionNews,
  encodePush,
  encodePushPosition,
  encodeReply,
  encodeWelcome,
  type Frame,
  fromUtf8,
  type Hello,
  joinBytes,
  ManualClock,
  type PositionEvent,
  type Refusal,
  type RouteTable,
  toUtf8,
  toWireError,
  type Welcome,
  type WireLimits,
} from "@volley/protocol/internal";
import type { OpenTransport, TransportEvents } from "./connection/transport.js";

const serializer = jsonSerializer();

/** What a welcome may say. */
export interface WelcomeScript {
  readonly session?: string;
  readonly uid?: string;
  readonly token?: string;
  readonly limits?: Partial<WireLimits>;
  readonly dictionary?: Dictionary;
  readonly protocol?: number;
  /** Default: "memory". */
  readonly memory?: string | undefined;
  readonly resumed?: Welcome["resumed"];
}

/** Where a push of a script stands. */
export interface Place {
  readonly group?: string;
  readonly epoch?: number;
  readonly offset: number;
  readonly replayed?: boolean;
}

/** A server that does what a test says, and nothing by itself but answer pings. */
export class ScriptedServer {
  readonly clock = new ManualClock();
  readonly connections: ScriptedConnection[] = [];
  answersPings = true;
  readonly #table: RouteTable;

  constructor(contract: AnyContract) {
    this.#table = createRouteTable(contract as unknown as ContractParts);
  }

  readonly openTransport: OpenTransport = (hello, events) => {
    const connection = new ScriptedConnection({ hello, events, table: this.#table, server: this });
    this.connections.push(connection);
    return {
      send: (message) => connection.take(message),
      close: () => {
        connection.isClosed = true;
      },
    };
  };

  /** The latest connection. */
  get connection(): ScriptedConnection {
    const last = this.connections.at(-1);
    if (last === undefined) throw new Error("nobody connected");
    return last;
  }

  /** Welcomes the latest connection, which must be there, and lets the client take note. */
  async welcome(script: WelcomeScript = {}): Promise<ScriptedConnection> {
    await this.settle();
    this.connection.welcome({ session: `session-${this.connections.length}`, ...script });
    await this.settle();
    return this.connection;
  }

  /** Lets promise callbacks run, and what was deferred to the end of the tick. */
  async settle(): Promise<void> {
    await this.clock.advance(0);
  }
}

interface ConnectionParts {
  readonly hello: Hello;
  readonly events: TransportEvents;
  readonly table: RouteTable;
  readonly server: ScriptedServer;
}

/** The server's end of one connection. */
export class ScriptedConnection {
  /** The client's messages, decoded. Pings aren't here. */
  readonly messages: Frame[][] = [];
  pings = 0;
  isClosed = false;
  readonly #parts: ConnectionParts;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  get hello(): Hello {
    return this.#parts.hello;
  }

  /** What the client sent, readably, such as `request #1 lobby.join {"room":"a"}`. */
  get lines(): string[] {
    return this.messages.flat().map((frame) => this.#line(frame));
  }

  take(message: Uint8Array): void {
    const frames = decodeMessage(message, DEFAULT_LIMITS);
    for (const frame of frames) if (frame.kind === "ping") this.#ping(frame.id);
    const others = frames.filter(({ kind }) => kind !== "ping");
    if (others.length > 0) this.messages.push(others);
  }

  welcome({ limits, ...script }: WelcomeScript = {}): void {
    const now = this.#parts.server.clock.now();
    const welcome = {
      protocol: 1,
      session: "session",
      now,
      memory: "memory",
      ...script,
      limits: { ...DEFAULT_LIMITS, ...limits },
    };
    this.send(encodeWelcome(encodeJson(welcome)));
  }

  reply(id: number, value?: unknown): void {
    this.send(this.replyFrame(id, value));
  }

  replyFrame(id: number, value?: unknown): Uint8Array {
    return encodeReply(id, serializer.encode(value, { kind: "reply", name: "" }));
  }

  error(id: number, error: VolleyError): void {
    this.send(encodeError(id, encodeJson(toWireError(error))));
  }

  pong(id: number): void {
    this.send(encodePong(id, this.#parts.server.clock.now()));
  }

  push(name: string, data?: unknown, group?: string): void {
    this.send(this.pushFrame(name, data, group));
  }

  pushFrame(name: string, data?: unknown, group?: string): Uint8Array {
    const number = this.#parts.table.pushes.get(name)?.number ?? -1;
    const payload = serializer.encode(data, { kind: "push", name });
    const extensions = group === undefined ? [] : [{ type: EXTENSION.group, value: toUtf8(group) }];
    return encodePush(number, { payload, extensions });
  }

  /** Makes a numbered push. Its tag follows from the offset. */
  numberedFrame(name: string, data: unknown, { group, epoch = 1, offset, replayed = false }: Place): Uint8Array {
    const number = this.#parts.table.pushes.get(name)?.number ?? 99;
    const value = encodePushPosition({ epoch, offset, tag: offset + 100, replayed });
    const extensions: Extension[] = [{ type: EXTENSION.position, value }];
    if (group !== undefined) extensions.unshift({ type: EXTENSION.group, value: toUtf8(group) });
    return encodePush(number, { payload: serializer.encode(data, { kind: "push", name }), extensions });
  }

  numbered(name: string, data: unknown, place: Place): void {
    this.send(this.numberedFrame(name, data, place));
  }

  /** Says where the client stands in a stream. */
  position(event: PositionEvent, { group = "", epoch = 1, offset }: Place): void {
    this.send(
      encodePosition(encodePositionNews({ event, stream: group, position: { epoch, offset, tag: offset + 100 } })),
    );
  }

  goodbye(ending: Ending): void {
    this.send(encodeGoodbye(encodeJson(ending)));
  }

  refuse(refusal: Refusal): void {
    this.#parts.events.refused(refusal);
  }

  /** Breaks the connection. */
  drop(why = "transport close"): void {
    this.#parts.events.closed(why);
  }

  /** Sends frames as one message. */
  send(...frames: Uint8Array[]): void {
    const length = frames.reduce((sum, frame) => sum + frame.length, 0);
    this.#parts.events.message(joinBytes(frames, length));
  }

  #ping(id: number): void {
    this.pings += 1;
    if (this.#parts.server.answersPings) queueMicrotask(() => this.pong(id));
  }

  #line(frame: Frame): string {
    const { routes } = this.#parts.table;
    if (frame.kind === "request" || frame.kind === "notify") {
      const id = frame.kind === "request" ? ` #${frame.id}` : "";
      return `${frame.kind}${id} ${routes.at(frame.route)?.name} ${fromUtf8(frame.payload)}`.trimEnd();
    }
    return frame.kind === "cancel" ? `cancel #${frame.id}` : frame.kind;
  }
}
