export { MessageDecoder, type MessageSink, messageSourceOf } from "./decoder.js";
export { clientParser, type SocketIoParser, serverParser } from "./parser.js";
