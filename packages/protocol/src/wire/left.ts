import type { VolleyError } from "../errors/volley-error.js";
import { fromWireError, toWireError } from "../errors/wire-error.js";
import { decodeJson, encodeJson, jsonObject } from "./json.js";

/** Tells a client that it is no longer in a group that it joined. */
export interface Left {
  /** The name of the group, filled in. */
  readonly group: string;
  /** Why it may not be there any more; undefined: the app took it out. */
  readonly error: VolleyError | undefined;
}

/** Writes the payload of a `left` frame. An error's data stays out: an app's policy may have put anything there. */
export function formatLeft({ group, error }: Left): Uint8Array {
  if (error === undefined) return encodeJson({ group });
  const { data: _, ...rest } = toWireError(error);
  return encodeJson({ group, error: rest });
}

/** Reads the payload of a `left` frame. Throws `BAD_REQUEST`. */
export function parseLeft(payload: Uint8Array): Left {
  const { group, error } = jsonObject(decodeJson(payload), "what was left");
  return { group: String(group), error: error === undefined ? undefined : fromWireError(error) };
}
