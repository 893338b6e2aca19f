import { Encoder, PacketType } from "socket.io-parser";
import { MessageDecoder, type MessageSink, ServerDecoder } from "./decoder.js";

/** The `parser` option of Socket.IO's server and of its client's Manager. */
export interface SocketIoParser {
  readonly Encoder: new () => Encoder;
  readonly Decoder: new () => MessageDecoder;
}

/** Makes the `parser` option for a socket.io-client Manager; binary messages go to `sink`. */
export function clientParser(sink: MessageSink): SocketIoParser {
  const takes = [PacketType.CONNECT, PacketType.DISCONNECT, PacketType.CONNECT_ERROR];
  return {
    Encoder,
    Decoder: class extends MessageDecoder {
      constructor() {
        super(takes, sink);
      }
    },
  };
}

/** Makes the `parser` option for a Socket.IO server; see `messageSourceOf` for where its messages go. */
export function serverParser(): SocketIoParser {
  return { Encoder, Decoder: ServerDecoder };
}
