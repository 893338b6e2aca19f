/** FIN and the opcode of a binary message; RFC 6455, 5.2. */
const BINARY_MESSAGE = 0x82;
/** Up to so many bytes it is cheaper to copy a message behind its header than to write two pieces. */
const COPY_BYTES = 16 * 1024;

/**
 * Makes WebSocket frames of messages, as a server sends them: unmasked. A message that several clients get, one right
 * after the other, is framed once.
 */
export class WebSocketFrames {
  #message: Uint8Array | undefined;
  #pieces: readonly Buffer[] = [];

  /** Returns what is to be written for a message, in one piece unless it is large. */
  frame(message: Uint8Array): readonly Buffer[] {
    if (message === this.#message) return this.#pieces;
    this.#message = message;
    this.#pieces = piecesOf(message);
    return this.#pieces;
  }
}

function piecesOf(message: Uint8Array): readonly Buffer[] {
  const { length } = message;
  const headerBytes = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const isCopied = length <= COPY_BYTES;
  const frame = Buffer.allocUnsafe(isCopied ? headerBytes + length : headerBytes);
  frame[0] = BINARY_MESSAGE;
  if (headerBytes === 2) frame[1] = length;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  if (!isCopied) return [frame, Buffer.from(message.buffer, message.byteOffset, length)];
  frame.set(message, headerBytes);
  return [frame];
}
