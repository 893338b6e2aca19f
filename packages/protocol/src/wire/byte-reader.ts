import { systemError } from "../errors/volley-error.js";
import { MAX_VARINT } from "./varint.js";

/** Reads bytes with every step checked against their end; throws only `BAD_REQUEST`. Slices share the memory. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, start = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  /** How many bytes are left. */
  get left(): number {
    return this.#end - this.#at;
  }

  byte(): number {
    if (this.#at >= this.#end) throw malformed("it ends in the middle of a frame");
    return this.#bytes[this.#at++] as number;
  }

  /** Reads an unsigned LEB128 number of at most 32 bits, in its shortest form only: one value, one encoding. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let length = 1; length <= 5; length++) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (byte === 0 && length > 1) throw malformed("a number is padded");
        if (value > MAX_VARINT) break;
        return value;
      }
      scale *= 0x80;
    }
    throw malformed("a number has more than 32 bits");
  }

  /** Reads the next `length` bytes as a view on the same memory. */
  slice(length: number): Uint8Array {
    if (length > this.left) throw malformed("a length points behind the end");
    const start = this.#at;
    this.#at += length;
    return this.#bytes.subarray(start, this.#at);
  }

  /** Reads everything that is left. */
  rest(): Uint8Array {
    return this.slice(this.left);
  }

  /** Makes a reader of the next `length` bytes and steps behind them. */
  enter(length: number): ByteReader {
    if (length > this.left) throw malformed("a length points behind the end");
    const inner = new ByteReader(this.#bytes, this.#at, this.#at + length);
    this.#at += length;
    return inner;
  }
}

/** Makes the error for bytes that break the rules of docs/protocol.md. */
export function malformed(why: string): Error {
  return systemError("BAD_REQUEST", `a message breaks the wire format: ${why}`);
}
