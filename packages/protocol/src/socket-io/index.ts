export { MessageDecoder, type MessageSink, messageSourceOf } from "./decoder.js";
export { clientParser, serverParser } from "./parser.js";
