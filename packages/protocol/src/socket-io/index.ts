// For @volley/server: how Volley's messages pass through Socket.IO.
export { MessageDecoder, type MessageSink, messageSourceOf } from "./decoder.js";
export { type SocketIoParser, serverParser } from "./parser.js";
