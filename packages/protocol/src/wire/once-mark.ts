import { ByteReader, malformed } from "./byte-reader.js";
import { allocate, fromUtf8, toUtf8 } from "./bytes.js";
import { MAX_VARINT, varintLength, writeVarint } from "./varint.js";

/** Names one effect of a `once` request: the extension `once` of a request frame. */
export interface OnceMark {
  /** Counts the `once` requests of one client (`Hello.client`), from 1. */
  readonly serial: number;
  /** How long ago it was sent first, in ms; 0: now, for the first time. */
  readonly ageMs: number;
  /** What the server said of its memory (`Welcome.memory`) before the first time; "" if nothing. */
  readonly memory: string;
}

/** Writes the value of the extension: serial and age as varints, then the memory's name as UTF-8. */
export function encodeOnceMark({ serial, ageMs, memory }: OnceMark): Uint8Array {
  const age = Math.min(Math.max(0, Math.ceil(ageMs)), MAX_VARINT);
  const rest = toUtf8(memory);
  const bytes = allocate(varintLength(serial) + varintLength(age) + rest.length);
  bytes.set(rest, writeVarint(bytes, writeVarint(bytes, 0, serial), age));
  return bytes;
}

/** Reads the value of the extension. Throws `BAD_REQUEST`. */
export function decodeOnceMark(value: Uint8Array): OnceMark {
  const reader = new ByteReader(value);
  const serial = reader.varint();
  const ageMs = reader.varint();
  try {
    return { serial, ageMs, memory: fromUtf8(reader.rest()) };
  } catch {
    throw malformed("the name of a memory is no UTF-8");
  }
}
