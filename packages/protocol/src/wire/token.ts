import { malformed } from "./byte-reader.js";

/** Longest token that is looked at, in characters. */
const MAX_TOKEN = 4_096;

/** Takes what a client presents to say who it is; null: nobody in particular. Throws `BAD_REQUEST`. */
export function parseToken(token: unknown): string | null {
  if (token !== null && typeof token !== "string") throw malformed("the token is no text");
  if (token !== null && token.length > MAX_TOKEN) throw malformed(`the token has more than ${MAX_TOKEN} characters`);
  return token;
}
