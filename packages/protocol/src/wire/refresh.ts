import { jsonObject } from "./json.js";
import { parseToken } from "./token.js";

/** What a server says when it wants a fresh token. */
export interface TokenWish {
  /** In how many ms the connection ends unless one comes. */
  readonly withinMs: number;
}

/** What a server answers when it took a token. */
export interface Refreshed {
  /** A token for the client to keep and present next time. */
  readonly token?: string;
}

/** Reads the payload of an auth frame. Throws `BAD_REQUEST`. */
export function parseTokenWish(value: unknown): TokenWish {
  const { withinMs } = jsonObject(value, "the wish for a token");
  return { withinMs: typeof withinMs === "number" && withinMs > 0 ? withinMs : 0 };
}

/** Reads the payload of a refresh frame: the token. Throws `BAD_REQUEST`. */
export function parseRefresh(value: unknown): string | null {
  return parseToken(jsonObject(value, "the refresh")["token"] ?? null);
}

/** Reads the reply to a refresh frame. Throws `BAD_REQUEST`. */
export function parseRefreshed(value: unknown): Refreshed {
  const { token } = jsonObject(value, "the reply to a refresh");
  return typeof token === "string" ? { token } : {};
}
