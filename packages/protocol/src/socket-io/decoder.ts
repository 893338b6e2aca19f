import { Decoder, type Packet, PacketType } from "socket.io-parser";
import { systemError } from "../errors/volley-error.js";

/** Takes one message of Volley's own. A throw closes the connection. */
export type MessageSink = (message: Uint8Array) => void;

/** The Socket.IO packets that a client sends. Volley's messages are binary, so events and their acks are never there. */
const TAKEN: readonly PacketType[] = [PacketType.CONNECT, PacketType.DISCONNECT];

/** Under this key the decoder of a connection travels with its CONNECT packet. */
const SOURCE = Symbol("volley.message-source");

/**
 * Socket.IO's own decoder for texts, and a way past it for bytes: a binary message is Volley's and goes straight to
 * the sink, inside the socket's read. Events with attachments are refused, and with them a class of past
 * advisories. Throwing from `add` is how a decoder tells Socket.IO to close the connection.
 *
 * Socket.IO makes a decoder per connection without telling which. So it attaches itself to the CONNECT packet's
 * data, which becomes `socket.handshake.auth`: `messageSourceOf` finds it there.
 */
export class MessageDecoder extends Decoder {
  #sink: MessageSink | undefined;
  #connected = false;

  constructor() {
    super();
    this.on("decoded", (packet: Packet) => {
      if (packet.type === PacketType.CONNECT) packet.data = { ...packet.data, [SOURCE]: this };
    });
  }

  /** Says who gets the messages; until then a message is a breach of the handshake's order. */
  deliverTo(sink: MessageSink): void {
    this.#sink = sink;
  }

  override add(chunk: unknown): void {
    if (typeof chunk === "string") this.#addText(chunk);
    else if (!(chunk instanceof Uint8Array)) throw refused("a message is neither text nor bytes");
    else if (this.#sink === undefined) throw refused("a message came before the handshake was over");
    else this.#sink(chunk);
  }

  #addText(packet: string): void {
    const type = Number(packet.charAt(0));
    if (!TAKEN.includes(type)) throw refused(`packets of type ${packet.charAt(0)} are not taken here`);
    // Another namespace than the one there is has a slash behind the type.
    if (packet.charAt(1) === "/" && !packet.startsWith("/,", 1)) throw refused("there is only one namespace");
    // Socket.IO would start a second socket while the first one is still being admitted.
    if (type === PacketType.CONNECT && this.#connected) throw refused("a connection says CONNECT once");
    if (type === PacketType.CONNECT) this.#connected = true;
    super.add(packet);
  }
}

/** Finds the decoder of a connection in the `auth` of its handshake. */
export function messageSourceOf(auth: object): MessageDecoder | undefined {
  return (auth as { [SOURCE]?: MessageDecoder })[SOURCE];
}

function refused(why: string): Error {
  return systemError("BAD_REQUEST", `the connection breaks the protocol: ${why}`);
}
