import { createHash } from "node:crypto";

/** Makes a short key of any text: what users type in is neither too long, nor readable for who reads keys. */
export function hashKey(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 27);
}
