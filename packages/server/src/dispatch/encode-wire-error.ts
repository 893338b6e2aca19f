import type { VolleyError } from "@volley/protocol";
import { encodeJson, toWireError } from "@volley/protocol/internal";

/** Encodes an error. Its data comes from handlers; if it can't be written as JSON the rest still goes out. */
export function encodeWireError(error: VolleyError): Uint8Array {
  const { data, ...rest } = toWireError(error);
  try {
    return encodeJson({ ...rest, data });
  } catch {
    return encodeJson(rest);
  }
}
