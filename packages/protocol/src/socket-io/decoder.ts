import { Decoder, type Packet, PacketType } from "socket.io-parser";
import { systemError } from "../errors/volley-error.js";

/** Takes one message of Volley's own. A throw closes the connection. */
export type MessageSink = (message: Uint8Array) => void;

/** The Socket.IO packets that a side takes. Volley's messages are binary, so events and their acks are never there. */
export type PacketFilter = readonly PacketType[];

/**
 * Socket.IO's own decoder for texts, and a way past it for bytes: a binary message is Volley's and goes straight to
 * the sink, inside the socket's read. Events with attachments are refused, and with them a class of past
 * advisories. Throwing from `add` is how a decoder tells Socket.IO to close the connection.
 */
export class MessageDecoder extends Decoder {
  readonly #takes: PacketFilter;
  #sink: MessageSink | undefined;

  constructor(takes: PacketFilter, sink?: MessageSink) {
    super();
    this.#takes = takes;
    this.#sink = sink;
  }

  /** Says who gets the messages; until then a message is a breach of the handshake's order. */
  deliverTo(sink: MessageSink): void {
    this.#sink = sink;
  }

  override add(chunk: unknown): void {
    if (typeof chunk !== "string") {
      if (this.#sink === undefined) throw refused("a message came before the handshake was over");
      this.#sink(toBytes(chunk));
      return;
    }
    const type = Number(chunk.charAt(0));
    if (!this.#takes.includes(type)) throw refused(`packets of type ${chunk.charAt(0)} are not taken here`);
    // One namespace: another one has a slash behind the type.
    if (chunk.charAt(1) === "/" && !chunk.startsWith("/,", 1)) throw refused("there is only one namespace");
    this.accept(type, chunk);
  }

  /** Hands a text to Socket.IO's decoder. */
  protected accept(_type: PacketType, chunk: string): void {
    super.add(chunk);
  }
}

/** Under this key the server's decoder of a connection travels with its CONNECT packet; see `ServerDecoder`. */
const SOURCE = Symbol("volley.message-source");

/**
 * The decoder on the server. Socket.IO makes one per connection without telling which, so it attaches itself to the
 * CONNECT packet's data, which becomes `socket.handshake.auth`: `messageSourceOf` finds it there.
 */
export class ServerDecoder extends MessageDecoder {
  #connected = false;

  constructor() {
    super([PacketType.CONNECT, PacketType.DISCONNECT]);
    this.on("decoded", (packet: Packet) => {
      if (packet.type === PacketType.CONNECT) packet.data = { ...packet.data, [SOURCE]: this };
    });
  }

  protected override accept(type: PacketType, chunk: string): void {
    // Socket.IO would start a second socket while the first one is still being admitted.
    if (type === PacketType.CONNECT && this.#connected) throw refused("a connection says CONNECT once");
    if (type === PacketType.CONNECT) this.#connected = true;
    super.accept(type, chunk);
  }
}

/** Finds the decoder of a connection in the `auth` of its handshake. */
export function messageSourceOf(auth: object): MessageDecoder | undefined {
  return (auth as { [SOURCE]?: MessageDecoder })[SOURCE];
}

/** Node gives Buffers, browsers ArrayBuffers. */
function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw refused("a message is neither text nor bytes");
}

function refused(why: string): Error {
  return systemError("BAD_REQUEST", `the connection breaks the protocol: ${why}`);
}
