import { type Ending, type EndingReason, type SystemCode, VolleyError } from "@volley/protocol";
import type { Refusal } from "@volley/protocol/internal";

/** How a connection ended, and the error that says so to whoever waited for it. */
export type ConnectionEnd = Refusal;

const CODES: Readonly<Record<EndingReason, SystemCode>> = {
  network: "DISCONNECTED",
  silent: "DISCONNECTED",
  slow: "DISCONNECTED",
  busy: "BUSY",
  "going-away": "DRAINING",
  expired: "UNAUTHORIZED",
  kicked: "FORBIDDEN",
  replaced: "CONFLICT",
  unauthorized: "UNAUTHORIZED",
  revoked: "UNAUTHORIZED",
  banned: "FORBIDDEN",
  protocol: "BAD_REQUEST",
  version: "UNSUPPORTED",
  client: "CANCELLED",
};

/** Makes the end that an ending means. */
export function toConnectionEnd(ending: Ending, cause?: unknown): ConnectionEnd {
  const { reason, text } = ending;
  const code = CODES[reason];
  const data = code === "DISCONNECTED" ? { sent: false } : undefined;
  const message = reason === "client" ? "the client was closed" : `the connection ended: ${reason}`;
  return {
    ending,
    error: new VolleyError(code, text === undefined ? message : `${message} (${text})`, { data, cause }),
  };
}
