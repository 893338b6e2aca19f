import { createHash, randomBytes } from "node:crypto";

/** Makes a token that nobody can guess: 256 random bits, base64url, 43 characters. */
export function newResumeToken(): string {
  return randomBytes(32).toString("base64url");
}

/** Hashes a token for the store: who reads the store can't resume. With 256 random bits no salt is needed. */
export function hashResumeToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
