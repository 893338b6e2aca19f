import { randomBytes, randomInt } from "node:crypto";

/** Makes an id that nobody can guess: 128 random bits, base64url, 22 characters. */
export function randomId(): string {
  return randomBytes(16).toString("base64url");
}

/** Makes an id in the form that traces use: 128 random bits, 32 hexadecimal digits. */
export function traceId(): string {
  return randomBytes(16).toString("hex");
}

/** Makes a random number from 1 to 2³² - 1. */
export function randomUint32(): number {
  return randomInt(1, 2 ** 32);
}
