import { encodeJson } from "@volley/protocol/internal";
import { parseJson } from "../base/parse-json.js";
import type { Revocation } from "./revocation-store.js";
import { isRevokedName } from "./revoked-token.js";

/** A token's id may have 256 characters of up to six bytes each. */
const MAX_BYTES = 2_048;

/** Writes for the bus that something was revoked. */
export function encodeRevocation({ name, at }: Revocation): Uint8Array {
  return encodeJson({ name, at });
}

/** Reads it; undefined for anything else: everybody can publish there. */
export function parseRevocation(message: Uint8Array): Revocation | undefined {
  const { name, at } = parseJson(message, MAX_BYTES) ?? {};
  return isRevokedName(name) && typeof at === "number" ? { name, at } : undefined;
}
