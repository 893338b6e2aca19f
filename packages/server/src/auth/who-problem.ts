import { isName } from "@volley/protocol/internal";
import type { Who } from "./authenticate.js";
import { GUEST_PREFIX } from "./guest.js";

/** The longest name of a token, in characters. */
const MAX_TOKEN_ID = 256;

/** Tells what is wrong with what `authenticate` said; undefined: nothing. It says no uid: who may log that is unknown. */
export function whoProblem({ uid, guest, expiresAt, issuedAt, tokenId }: Who): string | undefined {
  if (!isName(uid)) return "the uid isn't 1 to 128 letters, digits and _ . : -";
  if (uid.startsWith(GUEST_PREFIX) && guest !== true) {
    return `a uid that starts with "${GUEST_PREFIX}" is a guest's; say guest: true if it comes from guest()`;
  }
  if (!isTime(expiresAt)) return "expiresAt is no time in ms since 1970";
  if (!isTime(issuedAt)) return "issuedAt is no time in ms since 1970";
  if (tokenId !== undefined && !isTokenId(tokenId)) return `tokenId isn't 1 to ${MAX_TOKEN_ID} characters`;
  return undefined;
}

/** Tells whether something can name a token. */
export function isTokenId(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= MAX_TOKEN_ID;
}

function isTime(value: unknown): boolean {
  return value === undefined || (typeof value === "number" && Number.isFinite(value));
}
