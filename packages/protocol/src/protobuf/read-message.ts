import { systemError } from "../errors/volley-error.js";
import { isLong, toNumber } from "./long.js";
import type { Shapes } from "./shapes.js";

/**
 * Makes a plain object, as schemas want it, of a decoded message. Every field is its own property: one that didn't
 * come has the default of Protobuf (0, "", false, no bytes, [], {}), but nested messages, `optional` and `oneof` fields
 * are left out. Bytes are copied. Throws `BAD_REQUEST` for 64-bit numbers beyond 2^53 - 1, and for maps with a key
 * "__proto__", which is harmless until somebody copies it.
 */
export function readMessage(message: object, shapes: Shapes): Record<string, unknown> {
  const plain: Record<string, unknown> = {};
  const decoded = message as Readonly<Record<string, unknown>>;
  for (const field of shapes.of(message).fields) {
    // Its own value, or else the default on the prototype.
    const value = decoded[field];
    if (value !== null && value !== undefined) plain[field] = readValue(value, field, shapes);
  }
  return plain;
}

function readValue(value: unknown, field: string, shapes: Shapes): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((element) => readValue(element, field, shapes));
  // The bytes are a view on the message from the network: kept as they are, they would keep all of it.
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (isLong(value)) return toNumber(value) ?? refuse(`its 64-bit field "${field}" is beyond 2^53 - 1`);
  if (!isMap(value)) return readMessage(value, shapes);
  if (Object.hasOwn(value, "__proto__")) refuse(`its map "${field}" has a key "__proto__"`);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, readValue(entry, field, shapes)]));
}

/** Maps are plain objects, messages have a class. */
function isMap(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

function refuse(why: string): never {
  throw systemError("BAD_REQUEST", `a payload is refused: ${why}`);
}
