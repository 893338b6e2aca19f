/** What a client does when its connection ends for a reason: come back, or stay closed. */
export type EndingAction = "reconnect" | "stay-closed";

/** Why a connection ended. Every ending carries one of these. */
export type EndingReason =
  | "network"
  | "silent"
  | "slow"
  | "busy"
  | "going-away"
  | "expired"
  | "kicked"
  | "replaced"
  | "unauthorized"
  | "revoked"
  | "banned"
  | "protocol"
  | "version"
  | "client";

/** What the client does for each reason. `docs/errors.md` has a line for each. */
export const ENDINGS: Readonly<Record<EndingReason, EndingAction>> = {
  /** The connection broke. */
  network: "reconnect",
  /** Nothing was heard for too long. */
  silent: "reconnect",
  /** The client didn't read what it was sent. */
  slow: "reconnect",
  /** The server takes no new connections now; come back after `retryAfterMs`. */
  busy: "reconnect",
  /** The server is about to stop; come back after `retryAfterMs`. */
  "going-away": "reconnect",
  /** The token ran out; come back with a fresh one. */
  expired: "reconnect",
  /** The server threw this session out, and says why in `text`. */
  kicked: "stay-closed",
  /** The same user came from elsewhere, and only one may be here. */
  replaced: "stay-closed",
  /** The server doesn't take this token, or wants one. */
  unauthorized: "stay-closed",
  /** The token or the user was revoked. */
  revoked: "stay-closed",
  /** Too much abuse. */
  banned: "stay-closed",
  /** One side broke the rules of the wire. */
  protocol: "stay-closed",
  /** The two sides share no protocol version or serializer. */
  version: "stay-closed",
  /** The client was closed by its own app. */
  client: "stay-closed",
};

/** How a connection ended. */
export interface Ending {
  readonly reason: EndingReason;
  /** Words for people: a kick's text, or what broke. */
  readonly text?: string | undefined;
  /** When to come back, in ms; only with reasons that reconnect. */
  readonly retryAfterMs?: number | undefined;
}

/** Tells whether a string is one of the reasons. */
export function isEndingReason(value: unknown): value is EndingReason {
  return typeof value === "string" && Object.hasOwn(ENDINGS, value);
}

/** Reads an ending from the wire; an unknown reason of a newer server counts as `network`, which reconnects. */
export function parseEnding(value: unknown): Ending {
  if (typeof value !== "object" || value === null) return { reason: "network" };
  const { reason, text, retryAfterMs } = value as Record<string, unknown>;
  return {
    reason: isEndingReason(reason) ? reason : "network",
    ...(typeof text === "string" ? { text: text.slice(0, 1_000) } : {}),
    ...(typeof retryAfterMs === "number" && retryAfterMs >= 0 ? { retryAfterMs } : {}),
  };
}
