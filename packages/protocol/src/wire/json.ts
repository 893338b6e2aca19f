import { malformed } from "./byte-reader.js";
import { fromUtf8, toUtf8 } from "./bytes.js";

/** Encodes what the protocol itself says (welcome, error, goodbye); always JSON, whatever the serializer. */
export function encodeJson(value: unknown): Uint8Array {
  return toUtf8(JSON.stringify(value));
}

/** Decodes what the protocol itself says. Throws `BAD_REQUEST`. */
export function decodeJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    throw malformed("a frame that must hold JSON doesn't");
  }
}

/** Takes a value that must be an object. Throws `BAD_REQUEST`. */
export function jsonObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw malformed(`${what} is no object`);
}
