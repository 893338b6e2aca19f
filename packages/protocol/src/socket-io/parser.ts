import { Encoder, PacketType } from "socket.io-parser";
import { MessageDecoder, type MessageSink, ServerDecoder } from "./decoder.js";

/** Makes the `parser` option for a socket.io-client Manager; binary messages go to `sink`. */
export function clientParser(sink: MessageSink) {
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
export function serverParser() {
  return { Encoder, Decoder: ServerDecoder };
}
