import type { Logger } from "../base/logger.js";

/** What is known when a token is asked for. */
export interface TokenAttempt {
  /** Aborts when the attempt is given up. */
  readonly signal: AbortSignal;
}

/** Answers who the user is. `null`: nobody in particular. */
export type GetToken = (attempt: TokenAttempt) => string | null | Promise<string | null>;

/** Gets tokens, and keeps those that the server hands out. */
export interface TokenSource {
  /**
   * Called before each connect. A throw counts as a failed attempt, after which the client tries again; throw a
   * `VolleyError` with the code `UNAUTHORIZED` to close the client instead.
   */
  readonly get: GetToken;
  /** Called with a token that the server wants to be presented next time. What it throws is logged. */
  readonly keep?: ((token: string) => void | Promise<void>) | undefined;
}

/** Makes a source of whatever the options hold. */
export function toTokenSource(token: TokenSource | GetToken | undefined): TokenSource {
  if (token === undefined) return { get: () => null };
  return typeof token === "function" ? { get: token } : token;
}

/** Hands a token to its source. The connection is as good without: what fails is logged. */
export async function keepToken(source: TokenSource, token: string, logger: Logger): Promise<void> {
  try {
    await source.keep?.(token);
  } catch (error) {
    logger.error("the server's token could not be kept", { error });
  }
}
