import { Encoder } from "socket.io-parser";
import { MessageDecoder } from "./decoder.js";

/** The `parser` option of a Socket.IO server. */
export interface SocketIoParser {
  readonly Encoder: new () => Encoder;
  readonly Decoder: new () => MessageDecoder;
}

/** Makes the `parser` option for a Socket.IO server; see `messageSourceOf` for where Volley's messages go. */
export function serverParser(): SocketIoParser {
  return { Encoder, Decoder: MessageDecoder };
}
