import { createHash } from "node:crypto";
import type { OnceMark } from "@volley/protocol/internal";

/** A `once` request as it came to this node. */
export interface OnceCall {
  /** The client's own name, from its hello. */
  readonly client: string;
  readonly mark: OnceMark;
  /** When it came here, on this node's monotonic clock, in ms. */
  readonly arrivedAt: number;
}

/**
 * Names the effect of a request, the same at each resend: what records are kept under, and what handlers get as
 * `onceKey`. A client's name is hashed: it can hold anything, and who knows it could ask in its place.
 */
export function onceKeyOf({ client, mark }: Pick<OnceCall, "client" | "mark">): string {
  return `${digest(client)}-${mark.serial}`;
}

/**
 * Tells requests apart that come under one key: who asks for what. A resend says the same byte for byte; anything else
 * is another user of the client, or a client that counts wrong, and must not get this one's answer.
 */
export function onceRequestOf(request: {
  readonly uid: string | undefined;
  readonly route: string;
  readonly payload: Uint8Array;
}): string {
  return digest(JSON.stringify([request.uid ?? null, request.route]), request.payload);
}

/** 128 bits, base64url. */
function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64url").slice(0, 22);
}
